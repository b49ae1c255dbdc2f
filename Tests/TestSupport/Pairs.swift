/// Two lists that should have been of one length.
public struct DifferentLengths: Error, CustomStringConvertible {
    let first: Int
    let second: Int
    /// Both lengths.
    public var description: String { "\(first) elements beside \(second)" }
}

/// The elements of two lists side by side, as by `zip`, which leaves out what only one of them has: a test would pass for
/// a result that lacks half of what is expected, or all of it.
/// - Throws: `DifferentLengths`, also for two empty lists, of which nothing could be expected.
public func paired<First: Collection, Second: Collection>(
    _ first: First, _ second: Second
) throws(DifferentLengths) -> [(First.Element, Second.Element)] {
    guard first.count == second.count, !first.isEmpty else {
        throw DifferentLengths(first: first.count, second: second.count)
    }
    return Array(zip(first, second))
}
