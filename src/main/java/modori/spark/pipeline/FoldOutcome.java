package modori.spark.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;

/**
 * What one task of the fold has done.
 *
 * @param mailboxDayFiles files with rows of mailbox_day, not committed
 * @param fullMailboxes keys of mailboxes that were refused for want of room
 * @param domains what the facts say of domains by day
 * @param active active mailboxes by domain, for each day from the first to the last finished one
 * @param textFiles files with rows of reason_text_day, not committed
 * @param senders failures by sender domain, reason and day
 */
record FoldOutcome(
    List<DataFile> mailboxDayFiles,
    Set<String> fullMailboxes,
    List<DomainPartial> domains,
    Map<String, int[]> active,
    List<DataFile> textFiles,
    List<SenderCount> senders)
    implements Serializable {}
