import Testing
import Transcript
import TranscriptText

@Suite struct JSONFieldTests {
    private let field = JSONField(
        root: .object([
            "list": .list([.object(["start": .number(1500), "end": .text("2.5"), "name": .number(3)])]),
            "nothing": .null, "huge": .number(1e300), "word": .text("soon"),
        ]))

    @Test func valuesHaveTheirPlaces() throws {
        let first = try #require(field.required("list").list().first)
        #expect(first.place == ".list[0]")
        #expect(try first["start"]?.seconds(unitsPerSecond: 1000) == 1.5)
        #expect(try first["missing", "end"]?.seconds() == 2.5)
        #expect(try first["name"]?.text() == "3")
        #expect(field["nothing"] == nil)
        #expect(try JSONField(root: .text("NaN")).number() == nil)
        #expect(try JSONField(root: .number(1 + 1e-9)).share() == 1)
    }

    @Test func problemsNameThePlace() throws {
        func problem(_ work: () throws -> Void) -> JSONProblem? {
            do {
                try work()
                return nil
            } catch { return error as? JSONProblem }
        }
        let places: [(JSONProblem?, String, String)] = [
            (problem { _ = try field.required("nothing") }, "", "\"nothing\" is missing"),
            (problem { _ = try field.required("word").list() }, ".word", "a list is needed here, not a text"),
            (problem { _ = try field.required("word").number() }, ".word", "\"soon\" is no number"),
            (problem { _ = try field.required("list").number() }, ".list", "a number is needed here, not a list"),
            (problem { _ = try field.required("list").text() }, ".list", "a text is needed here, not a list"),
            (
                problem { _ = try field.required("huge").seconds() }, ".huge",
                "1e+300 s is no time from 0 to 1000000000 s"
            ),
            (
                problem { _ = try field.required("huge").integer(0...9, "channel") }, ".huge",
                "1e+300 is no channel from 0 to 9"
            ),
            (
                problem { _ = try field.required("huge").share() }, ".huge",
                "the confidence 1e+300 is not within 0 and 1"
            ),
        ]
        for (found, place, text) in places { #expect(found == .value(place: place, problem: text)) }
    }
}
