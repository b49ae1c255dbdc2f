import Testing

@testable import ArchiveSearch

@Suite struct MatchMarksTests {
    @Test func marksAreNotInTheText() {
        let marks = MatchMarks(notIn: "a\u{2}0\u{3}b\u{2}1\u{3}")
        #expect(marks.opening == "\u{2}2\u{3}")
        #expect(marks.closing == "\u{2}3\u{3}")
    }

    @Test func rangesAreThoseOfTheText() {
        let text = "ab \u{2}0\u{3} ab é"
        let marks = MatchMarks(notIn: text)
        let marked = "\(marks.opening)ab\(marks.closing) \u{2}0\u{3} \(marks.opening)ab\(marks.closing) é"
        #expect(marks.ranges(in: text, marked: marked) == [0..<2, 7..<9])
        #expect(marks.ranges(in: text, marked: "") == [])
        #expect(marks.ranges(in: "", marked: marked) == [])
    }

    @Test func whatIsLeftOutIsSkipped() {
        let marks = MatchMarks(notIn: "")
        #expect(marks.ranges(in: "a\u{0}b cc", marked: "a\(marks.opening)cc\(marks.closing)") == [4..<6])
    }
}
