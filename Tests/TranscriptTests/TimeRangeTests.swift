import Foundation
import Testing
import Transcript

@Suite struct TimeRangeTests {
    @Test(arguments: [(0, 0), (0.5, 2), (1e9, 1e9)])
    func timesFromOutsideMakeASpan(start: Double, end: Double) {
        #expect(TimeRange(checking: start, end) == TimeRange(start: start, end: end))
    }

    @Test(arguments: [(-0.1, 1), (2, 1), (0, 1e10), (.nan, 1), (0, .nan), (0, .infinity), (-.infinity, 0)])
    func othersDoNot(start: Double, end: Double) {
        #expect(TimeRange(checking: start, end) == nil)
    }

    @Test func itIsTheSameAfterCoding() throws {
        let range = TimeRange(start: 0.25, end: 3)
        #expect(try JSONDecoder().decode(TimeRange.self, from: JSONEncoder().encode(range)) == range)
    }

    @Test(arguments: [
        #"{"start": 2, "end": 1}"#, #"{"start": NaN, "end": 1}"#, #"{"start": 0, "end": NaN}"#, #"{"start": 0}"#,
    ])
    func whatIsNoSpanIsNotDecoded(text: String) {
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        #expect(throws: DecodingError.self) { try decoder.decode(TimeRange.self, from: Data(text.utf8)) }
    }
}
