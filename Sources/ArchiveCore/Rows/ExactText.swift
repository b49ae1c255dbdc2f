import Foundation
package import GRDB

/// Text that the archive gives back byte for byte.
///
/// SQLite's C strings end at U+0000, which a recognizer with byte tokens can produce. Such text is therefore bound and
/// fetched as bytes: `CAST(? AS TEXT)` on the way in, `CAST(text AS BLOB)` on the way out; the column stays TEXT.
package struct ExactText: DatabaseValueConvertible {
    package var string: String

    /// Wraps a text.
    package init(_ string: String) { self.string = string }

    /// The bytes of the text in UTF-8.
    package var databaseValue: DatabaseValue { Data(string.utf8).databaseValue }

    /// Text from bytes in UTF-8; nil for values that are no bytes.
    package static func fromDatabaseValue(_ value: DatabaseValue) -> ExactText? {
        Data.fromDatabaseValue(value).map { ExactText(String(decoding: $0, as: UTF8.self)) }
    }
}
