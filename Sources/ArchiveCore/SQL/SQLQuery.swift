/// A value of a row, in one of SQLite's five types.
public enum SQLValue: Hashable, Sendable {
    /// Nothing.
    case null
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case real(Double)
    /// A text.
    case text(String)
    /// Bytes.
    case blob([UInt8])
}

/// Takes the rows of a query while the query runs, so that only one row is in memory at a time.
public protocol SQLReceiver {
    /// Names of the columns, of which two may be the same; comes once, before the rows.
    mutating func begin(columns: [String]) throws
    /// As many values as there are columns.
    mutating func receive(_ row: [SQLValue]) throws
}

/// A view that anybody may query; its columns keep their meaning from one version to the next.
public struct SQLView: Hashable, Sendable {
    /// Its name, for example `v_turns`.
    public let name: String
    /// Names of its columns.
    public let columns: [String]
}

/// Why a query of a user is not run.
public enum SQLProblem: Error, Hashable, Sendable {
    /// There is nothing in it.
    case empty
    /// There are several statements in it.
    case severalStatements
    /// It would change something.
    case changesSomething
    /// It is a statement that gives no rows.
    case givesNoRows
    /// SQLite does not understand it, or fails at it.
    case refused(String)
}

extension SQLProblem: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .empty: "there is no statement in it"
        case .severalStatements: "give one statement at a time"
        case .changesSomething: "it would change something, and queries may only read"
        case .givesNoRows: "it gives no rows; write a SELECT"
        case .refused(let message): "\(message); without a statement, `whosaid sql` prints the views and their columns"
        }
    }
}
