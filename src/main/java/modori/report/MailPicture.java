package modori.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import modori.chronic.DayLetter;
import modori.report.Pictures.FlowDay;

/**
 * A picture in a mail. It holds no text, so that it needs no fonts: words and numbers stand beside
 * it. Twice as fine as it is shown.
 */
final class MailPicture {
  private static final int FINE = 2;
  private static final int CELL = 8;
  private static final int CELL_HEIGHT = 14;
  private static final int TREND_HEIGHT = 72;

  private static final int PAPER = 0xFFFFFF;
  private static final int LINE = 0xC5CCD6;
  private static final int FULL = 0xB23C00;
  private static final int MIXED = 0xF2B134;
  private static final int ROOM = 0x0B6FB8;
  private static final int SMALL = 0x7FBCE6;
  private static final int GONE = 0x3B3F46;
  private static final int STILL = 0xECEFF3;

  private final String name;
  private final int width;
  private final int height;
  private final BufferedImage image;

  private MailPicture(String name, int width, int height) {
    this.name = name;
    this.width = width;
    this.height = height;
    this.image = new BufferedImage(width * FINE, height * FINE, BufferedImage.TYPE_INT_RGB);
    fill(0, 0, width, height, PAPER);
  }

  /** A cell per day; its shape tells as much as its colour. */
  static MailPicture strip(String name, String letters) {
    MailPicture picture =
        new MailPicture(name, Math.max(1, letters.length() * (CELL + 1) - 1), CELL_HEIGHT);
    for (int i = 0; i < letters.length(); i++) {
      picture.cell(i * (CELL + 1), DayLetter.of(letters.charAt(i)));
    }
    return picture;
  }

  /** A bar per day, as high as there are full mailboxes at its end. */
  static MailPicture trend(String name, List<FlowDay> days, int width) {
    MailPicture picture = new MailPicture(name, width, TREND_HEIGHT);
    int most = days.stream().mapToInt(FlowDay::open).max().orElse(0);
    double step = (double) width / Math.max(1, days.size());
    for (int i = 0; i < days.size(); i++) {
      int left = (int) Math.round(i * step);
      int right = (int) Math.round((i + 1) * step) - 1;
      int high = Math.round((float) days.get(i).open() * (TREND_HEIGHT - 4) / Math.max(1, most));
      picture.fill(left, TREND_HEIGHT - 1 - high, Math.max(1, right - left), high, FULL);
    }
    picture.fill(0, TREND_HEIGHT - 1, width, 1, LINE);
    return picture;
  }

  private void cell(int left, DayLetter letter) {
    fill(left, 0, CELL, CELL_HEIGHT, STILL);
    switch (letter) {
      case REFUSED -> fill(left, 0, CELL, CELL_HEIGHT, FULL);
      case MIXED -> {
        fill(left, 0, CELL, CELL_HEIGHT / 2, MIXED);
        fill(left, CELL_HEIGHT / 2, CELL, CELL_HEIGHT / 2, FULL);
      }
      case ROOM -> fill(left, CELL_HEIGHT - 5, CELL, 5, ROOM);
      case TOO_SMALL -> fill(left, CELL_HEIGHT - 2, CELL, 2, SMALL);
      case GONE -> fill(left + CELL / 2 - 1, 0, 2, CELL_HEIGHT, GONE);
      case SILENT -> {}
      case MISSING -> {
        fill(left, 0, CELL, CELL_HEIGHT, PAPER);
        for (int y = 1; y < CELL_HEIGHT; y += 4) {
          fill(left, y, CELL, 1, LINE);
        }
      }
    }
  }

  private void fill(int left, int top, int columns, int rows, int colour) {
    for (int y = top * FINE; y < (top + rows) * FINE; y++) {
      for (int x = left * FINE; x < (left + columns) * FINE; x++) {
        image.setRGB(x, y, colour);
      }
    }
  }

  /** Its name within the mail. */
  String name() {
    return name;
  }

  /** As wide as it is shown, in pixels. */
  int width() {
    return width;
  }

  /** As high as it is shown, in pixels. */
  int height() {
    return height;
  }

  /** Its file (PNG). */
  byte[] png() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
