/**
 * The programs around the mail server that put mail into mailboxes or stand before them: Dovecot,
 * Cyrus, procmail, maildrop, postgrey, amavis.
 *
 * <p>In: the text behind a syslog envelope. Out: STORED events, which are context: they have no
 * queue id and are found by Message-ID or account. What such a program says of a full mailbox is
 * the only trace where the mail server logs success or a bare exit status. Whether a refusal is
 * final is the mail server's to say. Must not know queue entries or reasons.
 */
@NullMarked
package modori.parse.localdelivery;

import org.jspecify.annotations.NullMarked;
