package modori.spark.tables;

import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.Dictionary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** One column of a row group; rows are asked for in their order, and not all of them need be. */
final class StoredColumn extends PrimitiveConverter {
  private final ColumnReadStore store;
  private final ColumnDescriptor descriptor;
  private @Nullable ColumnReader reader;
  private long at;
  private @Nullable Dictionary dictionary;
  private @Nullable String[] texts = new String[0];
  private String text = "";
  private long number;
  private double fraction;

  /** A column that is not read before it is asked for a value. */
  StoredColumn(ColumnReadStore store, ColumnDescriptor descriptor) {
    this.store = store;
    this.descriptor = descriptor;
  }

  boolean isAbsent(long row) {
    return !isPresent(seek(row));
  }

  /** The text of a row that has one. */
  String text(long row) {
    seek(row).writeCurrentValueToConverter();
    return text;
  }

  boolean holds(long row, Binary text) {
    ColumnReader its = seek(row);
    return isPresent(its) && its.getBinary().equals(text);
  }

  /** The bytes of a row that has some. */
  byte[] bytes(long row) {
    return seek(row).getBinary().getBytes();
  }

  /** The number of a row that has one, 1 for what is so. */
  long number(long row) {
    seek(row).writeCurrentValueToConverter();
    return number;
  }

  /** The number of a row that has one, as a number with a fraction. */
  double fraction(long row) {
    seek(row).writeCurrentValueToConverter();
    return fraction;
  }

  private ColumnReader seek(long row) {
    ColumnReader its = reader;
    if (its == null) {
      its = store.getColumnReader(descriptor);
      reader = its;
    }
    for (; at < row; at++) {
      if (isPresent(its)) {
        its.skip();
      }
      its.consume();
    }
    return its;
  }

  private boolean isPresent(ColumnReader its) {
    return its.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
  }

  @Override
  public boolean hasDictionarySupport() {
    return descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  @Override
  public void setDictionary(Dictionary its) {
    if (dictionary != its) {
      dictionary = its;
      texts = new String[its.getMaxId() + 1];
    }
  }

  @Override
  public void addValueFromDictionary(int place) {
    String known = texts[place];
    if (known == null && dictionary != null) {
      known = dictionary.decodeToBinary(place).toStringUsingUTF8();
      texts[place] = known;
    }
    text = String.valueOf(known);
  }

  @Override
  public void addBinary(Binary value) {
    text = value.toStringUsingUTF8();
  }

  @Override
  public void addBoolean(boolean value) {
    number = value ? 1 : 0;
  }

  @Override
  public void addInt(int value) {
    addLong(value);
  }

  @Override
  public void addLong(long value) {
    number = value;
    fraction = value;
  }

  @Override
  public void addFloat(float value) {
    fraction = value;
  }

  @Override
  public void addDouble(double value) {
    fraction = value;
  }
}
