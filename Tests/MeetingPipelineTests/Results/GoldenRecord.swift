import StageCache
import Testing

@testable import MeetingPipeline

/// The output of a part of the program on a fixed input, in a text whose digest is the same on every machine.
///
/// Kernels for other instruction sets round the last bits differently. So numbers are recorded by the cell of a grid they
/// lie in, and one that lies near the edge of a cell fails the test: another grid or another input is needed then.
struct GoldenRecord {
    private(set) var lines: [String] = []
    private var uncertain: [String] = []

    /// Records a decision.
    mutating func add(_ name: String, _ decision: some CustomStringConvertible) {
        lines.append("\(name): \(decision)")
    }

    /// Records numbers by their cells: cell n holds (n ± 0.5) · grid.
    /// - Parameter margin: the share of a cell's width, on either side of its edges, in which no number may lie; far above
    ///   what rounding can change.
    mutating func add(_ name: String, _ values: [Double], grid: Double, margin: Double = 0.005) {
        let cells = values.map { value -> String in
            let place = value / grid
            if abs(abs(place - place.rounded(.down)) - 0.5) < margin { uncertain.append("\(name): \(value)") }
            return place.isFinite ? String(Int(place.rounded())) : "\(value)"
        }
        lines.append("\(name): \(cells.joined(separator: " "))")
    }

    /// The first 16 hexadecimal digits of the SHA-256 of everything recorded.
    var digest: String {
        String(StageKey(stage: "golden", inputs: ["lines": lines.joined(separator: "\n")]).digest.prefix(16))
    }

    /// Compares with the digest beside a part's version.
    func check(_ part: ResultVersion, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(
            uncertain.isEmpty,
            "numbers near an edge of their grid, which rounding may move: choose another grid for them",
            sourceLocation: sourceLocation)
        let (version, golden) = part.entry
        #expect(
            digest == golden,
            """
            The output of `\(part.rawValue)` has changed, and its version is still \(version). If the change is meant, \
            raise the version in ResultVersion.swift and write the digest \(digest) beside it: recordings are then \
            transcribed again. If not, find the mistake. The output is now:
            \(lines.joined(separator: "\n"))
            """, sourceLocation: sourceLocation)
    }
}

extension [Float] {
    /// Mean of each run of `count` values; a shorter rest at the end is left out.
    func means(_ count: Int) -> [Double] {
        stride(from: 0, through: self.count - count, by: count).map { start in
            self[start..<start + count].reduce(0.0) { $0 + Double($1) } / Double(count)
        }
    }

    /// Level of each run of `count` samples, in decibels.
    func levels(_ count: Int) -> [Double] {
        map { $0 * $0 }.means(count).map { Double(Decibels.of(Float($0 + 1e-12))) }
    }
}
