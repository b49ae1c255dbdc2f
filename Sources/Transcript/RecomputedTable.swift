/// The lines of a table of dynamic programming, each computed from the one before, for a walk from the last line back
/// to the first.
///
/// Only every √n-th line is kept. The lines between two of them are computed again when the walk comes there. So memory
/// grows with the square root of the number of lines, and the work doubles at most.
package struct RecomputedTable<Line> {
    private let count: Int
    private let stride: Int
    private let advance: (inout Line, Int) -> Void
    private var kept: [Line]
    /// Lines `stride * window ... stride * (window + 1)`, as far as the table goes.
    private var lines: [Line] = []
    private var window: Int

    /// Computes the table.
    /// - Parameters:
    ///   - first: Line 0.
    ///   - count: Number of further lines.
    ///   - advance: Turns line `i` into line `i + 1`; called with the line and `i`.
    package init(first: Line, count: Int, advance: @escaping (inout Line, Int) -> Void) {
        self.count = count
        self.advance = advance
        stride = Int(Double(count).squareRoot()) + 1
        kept = [first]
        var line = first
        for index in 0..<count {
            advance(&line, index)
            if (index + 1) % stride == 0 { kept.append(line) }
        }
        window = count / stride
        expand()
    }

    /// A line and the one before it.
    /// - Parameter index: 1…count. Cheap where it is that of the last call or one less.
    package mutating func lines(at index: Int) -> (before: Line, here: Line) {
        if index - 1 < window * stride || index > (window + 1) * stride {
            window = (index - 1) / stride
            expand()
        }
        return (lines[index - 1 - window * stride], lines[index - window * stride])
    }

    /// The last line.
    package var last: Line { mutating get { count == 0 ? kept[0] : lines(at: count).here } }

    private mutating func expand() {
        var line = kept[window]
        lines = [line]
        for index in window * stride..<Swift.min((window + 1) * stride, count) {
            advance(&line, index)
            lines.append(line)
        }
    }
}
