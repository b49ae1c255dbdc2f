package import Foundation
package import GRDB
package import Transcript

/// A value of a row that the archive cannot have written: the file is damaged, or another program has changed it.
///
/// Callers of the archive get `ArchiveError.damaged`, which names the file.
package struct DamagedRow: PathlessError, Hashable, CustomStringConvertible {
    /// What is wrong, in which row.
    package let description: String

    /// Describes the damage.
    package init(description: String) { self.description = description }

    package func error(archive path: String) -> any Error { ArchiveError.damaged(path: path, detail: description) }
}

/// Reads values of rows. This is the only place that checks them: GRDB's subscript ends the process where a value has
/// another type, and so do `TimeRange` and the export formats for impossible times and counts.
extension Row {
    /// Seconds that a recording, or a time within one, can have: those that `TranscriptProblem` allows.
    package static let allowedSeconds = 0...1e9
    /// Shares. Sums of shares may miss the ends by rounding.
    package static let allowedShares = -1e-6...1 + 1e-6
    /// Counts and ordinals; the numbers of JSON are exact up to this limit.
    package static let allowedCounts = 0...(1 << 53)
    /// Seconds from 1970 for which there is a date in the calendar.
    private static let allowedInstants = -1e11...1e12

    /// The value of a column.
    /// - Throws: `DamagedRow` for NULL and for values of another type.
    package func value<Value: DatabaseValueConvertible>(_ column: String, _ type: Value.Type = Value.self)
        throws(DamagedRow)
        -> Value
    {
        let stored = self[column] as DatabaseValue
        guard !stored.isNull, let value = Value.fromDatabaseValue(stored) else { throw damage(column) }
        return value
    }

    /// The value of a column, or nil for NULL.
    /// - Throws: `DamagedRow` for values of another type.
    package func optional<Value: DatabaseValueConvertible>(
        _ column: String, _ type: Value.Type = Value.self
    ) throws(DamagedRow) -> Value? {
        (self[column] as DatabaseValue).isNull ? nil : try value(column, type)
    }

    /// A text as it was written, which the query gives as bytes; see `ExactText`.
    package func exactText(_ column: String) throws(DamagedRow) -> String { try value(column, ExactText.self).string }

    /// A time from the beginning of a recording, or a length.
    package func seconds(_ column: String) throws(DamagedRow) -> Double { try number(column, in: Self.allowedSeconds) }

    /// A share, about 0…1.
    package func share(_ column: String) throws(DamagedRow) -> Double { try number(column, in: Self.allowedShares) }

    /// A likeness of voices or any other number that may be negative but is finite.
    package func finite(_ column: String) throws(DamagedRow) -> Double {
        try number(column, in: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    }

    /// A count, an ordinal, or anything else that is never negative.
    /// - Parameter min: The smallest value that the column can have.
    package func count(_ column: String, min: Int = 0) throws(DamagedRow) -> Int {
        let count = try value(column, Int.self)
        guard Self.allowedCounts.contains(count), count >= min else { throw damage(column) }
        return count
    }

    /// The span between the columns `start_seconds` and `end_seconds`.
    package func range() throws(DamagedRow) -> TimeRange {
        let (start, end) = (try seconds("start_seconds"), try seconds("end_seconds"))
        guard end >= start else { throw DamagedRow(description: "a span ends before it starts\(place)") }
        return TimeRange(start: start, end: end)
    }

    /// An instant by the clock of the machine, or nil for NULL.
    package func date(_ column: String) throws(DamagedRow) -> Date? {
        guard !(self[column] as DatabaseValue).isNull else { return nil }
        return Date(timeIntervalSince1970: try number(column, in: Self.allowedInstants))
    }

    /// The embedding of a voice.
    package func embedding(_ column: String = "embedding") throws(DamagedRow) -> [Float] {
        guard let embedding = EmbeddingBytes.decode(try value(column, Data.self)) else { throw damage(column) }
        return embedding
    }

    /// Texts by name, a JSON object.
    package func texts(_ column: String) throws(DamagedRow) -> [String: String] {
        try json(column, [String: String].self)
    }

    /// The value that a column has as JSON.
    package func json<Value: Decodable>(_ column: String, _ type: Value.Type = Value.self) throws(DamagedRow) -> Value {
        let text = try value(column, String.self)
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw damage(column)
        }
    }

    /// The error for a column with an impossible value.
    package func damage(_ column: String) -> DamagedRow {
        let text =
            switch (self[column] as DatabaseValue).storage {
            case .null: "NULL"
            case .int64(let number): "\(number)"
            case .double(let number): "\(number)"
            case .string(let text): "'\(text.prefix(40))'"
            case .blob(let bytes): "\(bytes.count) bytes"
            }
        return DamagedRow(description: "\(column) cannot be \(text)\(place)")
    }

    private func number(_ column: String, in allowed: ClosedRange<Double>) throws(DamagedRow) -> Double {
        let number = try value(column, Double.self)
        guard allowed.contains(number) else { throw damage(column) }
        return number
    }

    /// Which row it is, as far as its columns tell.
    private var place: String {
        let keys = ["id", "recording_id", "run_id", "turn_id", "speaker_id", "event_id", "ordinal"].compactMap { name in
            hasColumn(name) ? Int64.fromDatabaseValue(self[name]).map { "\(name) \($0)" } : nil
        }
        return keys.isEmpty ? "" : " (in the row with \(keys.joined(separator: ", ")))"
    }
}
