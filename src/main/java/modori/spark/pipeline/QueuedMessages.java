package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import modori.classify.FailureReason;
import modori.correlate.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** Queued messages as bytes: what is shuffled to bring failures and their notices together. */
final class QueuedMessages {
  private static final FailureReason[] REASONS = FailureReason.values();

  private QueuedMessages() {}

  static void write(QueuedMessage message, Output out) {
    out.writeString(message.eventId());
    out.writeInt(message.epochDay());
    out.writeLong(message.timeMicros());
    out.writeLong(message.createdMicros());
    out.writeString(message.eventType());
    out.writeString(message.mta());
    out.writeString(message.logHost());
    out.writeString(message.queueId());
    out.writeString(message.messageKey());
    out.writeString(message.messageId());
    out.writeString(message.sender());
    out.writeString(message.recipient());
    out.writeString(message.authUser());
    out.writeString(message.clientIp());
    out.writeString(message.clientName());
    out.writeBoolean(message.ownRecipient());
    out.writeByte(message.reason() == null ? -1 : message.reason().ordinal());
    out.writeByte(message.cause() == null ? -1 : message.cause().ordinal());
    out.writeString(message.noticeOfQueueId());
    out.writeString(message.noticeQueueId());
    out.writeString(message.nextQueueId());
  }

  static QueuedMessage read(Input in) {
    return new QueuedMessage(
        in.readString(),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readBoolean(),
        reason(in.readByte()),
        reason(in.readByte()),
        in.readString(),
        in.readString(),
        in.readString());
  }

  private static @Nullable FailureReason reason(byte ordinal) {
    return ordinal < 0 ? null : REASONS[ordinal];
  }
}
