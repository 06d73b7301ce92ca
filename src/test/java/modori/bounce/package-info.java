/** Tests of the reader of bounce messages. */
package modori.bounce;
