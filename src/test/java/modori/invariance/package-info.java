/**
 * The same bytes give the same tables: however they are cut, named, packed, ordered and spread over
 * nights, on one core or two, and with nights that are killed.
 */
@org.jspecify.annotations.NullMarked
package modori.invariance;
