import Testing
import Transcript

@Suite struct SortedJSONTests {
    @Test func membersStandInTheOrderOfTheirNames() throws {
        #expect(try SortedJSON.text(["b/c": 2, "a": 1]) == #"{"a":1,"b/c":2}"#)
        #expect(try SortedJSON.data(TimeRange(start: 0.5, end: 2)).elementsEqual(#"{"end":2,"start":0.5}"#.utf8))
    }

    @Test func aNumberThatIsNotFiniteIsAnError() {
        #expect(throws: EncodingError.self) { try SortedJSON.text([Double.nan]) }
    }
}
