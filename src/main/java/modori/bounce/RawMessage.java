package modori.bounce;

/**
 * The bytes of one message of an input file.
 *
 * @param sourceFile path, {@code !/name} for a member of an archive, {@code #n} for the n-th
 *     message of an mbox or {@code #@n} for the one at byte n
 * @param bytes the message from 0 to {@code length}; belongs to the receiver
 * @param length how many bytes count
 * @param cut whether the message was longer than the bound and its rest was passed over
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier that is read once and never compared.
public record RawMessage(String sourceFile, byte[] bytes, int length, boolean cut) {}
