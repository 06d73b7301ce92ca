package modori.spark.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a lock does that lies in a file system or a database, whichever it is. */
public final class LeaseContract {
  private final Callable<LockPlace> place;
  private final Ageing ageing;

  private LeaseContract(Callable<LockPlace> place, Ageing ageing) {
    this.place = place;
    this.ageing = ageing;
  }

  /** Lets the owner of the lock have been silent for a while. */
  public interface Ageing {
    /** Puts its last sign of life so far back. */
    void silentFor(long seconds) throws Exception;
  }

  /** Of a file beside the tables. */
  public static void ofFile(String warehouse, Ageing ageing) throws Exception {
    new LeaseContract(
            () -> new LockFile(warehouse, new org.apache.hadoop.conf.Configuration()), ageing)
        .check();
  }

  /** Of a row in a database. */
  public static void ofRow(java.util.Map<String, String> catalog, Ageing ageing) throws Exception {
    new LeaseContract(() -> new LockRow("modori", catalog), ageing).check();
  }

  private void check() throws Exception {
    oneAtATime();
    whatAProcessOfThisHostHasLeftIsBrokenOpenAtOnce();
    whoIsElsewhereIsWaitedForUntilHeIsSilent();
    whoHasLostItIsToldToStop();
    LeasedLock.take(place.call()).close();
  }

  private void oneAtATime() throws Exception {
    try (LeasedLock first = LeasedLock.take(place.call())) {
      assertThat(first).isNotNull();
      isTaken(LockOwner.self().toString());
      ageing.silentFor(LeasedLock.SILENT_SECONDS - 60);
      isTaken(LockOwner.self().toString());
      first.renew();
      try (LockPlace there = place.call()) {
        LockPlace.Held held = there.held();
        assertThat(held == null ? Long.MAX_VALUE : held.silentSeconds()).isLessThan(30);
      }
    }
    try (LockPlace there = place.call()) {
      assertThat(there.held()).isNull();
    }
  }

  private void whatAProcessOfThisHostHasLeftIsBrokenOpenAtOnce() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    LockOwner self = LockOwner.self();
    leave(new LockOwner(ended.pid(), self.host(), self.since()).toString());
    // The number of this process, but of one that was started before.
    LeasedLock.take(place.call()).close();
    leave(new LockOwner(self.process(), self.host(), self.since().minusSeconds(9)).toString());
    LeasedLock.take(place.call()).close();
  }

  private void whoIsElsewhereIsWaitedForUntilHeIsSilent() throws Exception {
    String other = "process 7 on other.example.net since 2027-01-06T18:15:00Z";
    leave(other);
    isTaken(other);
    ageing.silentFor(LeasedLock.SILENT_SECONDS + 60);
    LeasedLock.take(place.call()).close();
  }

  private void whoHasLostItIsToldToStop() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    try (LeasedLock suspended = LeasedLock.take(place.call())) {
      suspended.onLoss(() -> stopped.set(true));
      suspended.renew();
      assertThat(stopped).isFalse();
      String other = "process 8 on other.example.net since 2027-01-06T18:15:00Z";
      try (LockPlace there = place.call()) {
        LockPlace.Held held = there.held();
        assertThat(held != null && there.breakOpen(held) && there.make(other)).isTrue();
        suspended.renew();
        assertThat(stopped).isTrue();
      }
      suspended.close();
      isTaken(other);
    }
    ageing.silentFor(LeasedLock.SILENT_SECONDS + 60);
  }

  private void leave(String owner) throws Exception {
    try (LockPlace there = place.call()) {
      assertThat(there.make(owner)).isTrue();
      assertThat(there.make("a second one")).isFalse();
    }
  }

  private void isTaken(String owner) {
    assertThatExceptionOfType(LockedException.class)
        .isThrownBy(() -> taken().close())
        .withMessageContaining(owner);
  }

  private LeasedLock taken() throws IOException {
    try {
      return LeasedLock.take(place.call());
    } catch (IOException | RuntimeException failure) {
      throw failure;
    } catch (Exception other) {
      throw new IOException(other);
    }
  }
}
