import Testing
import Transcript

@Suite struct RecomputedTableTests {
    @Test(arguments: [1, 2, 3, 4, 8, 9, 10, 99, 100, 101]) func everyLineComesBack(count: Int) {
        var table = RecomputedTable(first: 7, count: count) { $0 += $1 * $1 }
        let lines = (0..<count).reduce(into: [7]) { $0.append($0[$1] + $1 * $1) }
        #expect(table.last == lines[count])
        for index in (1...count).reversed() + Array(1...count) {
            let (before, here) = table.lines(at: index)
            #expect(before == lines[index - 1] && here == lines[index])
        }
    }

    @Test func aTableOfOneLineIsItsFirst() {
        var table = RecomputedTable(first: 7, count: 0) { (_: inout Int, _: Int) in }
        #expect(table.last == 7)
    }
}
