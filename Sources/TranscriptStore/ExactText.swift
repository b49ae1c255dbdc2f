import Foundation
import GRDB

/// Text that the archive gives back byte for byte.
///
/// SQLite's C strings end at U+0000, which a recogniser with byte tokens can produce. Such text is therefore bound and
/// fetched as bytes: `CAST(? AS TEXT)` on the way in, `CAST(text AS BLOB)` on the way out; the column stays TEXT.
struct ExactText: DatabaseValueConvertible {
    var string: String

    init(_ string: String) { self.string = string }

    var databaseValue: DatabaseValue { Data(string.utf8).databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> ExactText? {
        Data.fromDatabaseValue(value).map { ExactText(String(decoding: $0, as: UTF8.self)) }
    }
}
