import Testing
import Transcript

@testable import TranscriptImport

@Suite struct SpeakerPrefixesTests {
    private func lines(_ cues: String...) throws -> [String] { try ImportFormat.lines(ImportFormat.subRip(cues)) }

    @Test func aMajorityOfCuesIsEnough() throws {
        let imported = try ImportFormat.imported(
            ImportFormat.subRip(["Ada: One.", "Ben: Two.", "and a half.", "Ada: Three.", "Ben: Four."]))
        #expect(imported.turns.map(\.text) == ["One.", "Two. and a half.", "Three.", "Four."])
        #expect(imported.turns.map(\.speaker) == [0, 1, 0, 1])
        #expect(imported.notes == ["1 cue names no speaker (line 10); whoever was named last goes on there"])
    }

    @Test func namesAtChangesAloneAreEnough() throws {
        #expect(
            try lines("ANN: One.", "Two.", "Three.", "BOB: Four.", "Five.", "ANN: Six.", "Seven.", "BOB: Eight.") == [
                "ANN: One. Two. Three.", "BOB: Four. Five.", "ANN: Six. Seven.", "BOB: Eight.",
            ])
    }

    @Test func aColonAloneMakesNoName() throws {
        #expect(
            try lines(
                "Ada: Hello.", "Note: we meet at 10:30", "Ben: See http://example.org: it is there.",
                "Ada: Remember this: bring a pen.", "Ben: Yes.") == [
                    "Ada: Hello. Note: we meet at 10:30", "Ben: See http://example.org: it is there.",
                    "Ada: Remember this: bring a pen.", "Ben: Yes.",
                ])
        #expect(
            try lines("One thing is sure: rain.", "It rains.", "It pours.") == [
                "?: One thing is sure: rain.", "?: It rains.", "?: It pours.",
            ])
    }

    @Test func severalWordsBeforeEveryCueAreNoNameUnlessTheyLookSo() throws {
        #expect(try lines("Remember this: bring a pen.") == ["?: Remember this: bring a pen."])
        #expect(try lines("Note: bring a pen.") == ["?: Note: bring a pen."])
        #expect(try lines("Ann Lee: Bring a pen.") == ["Ann Lee: Bring a pen."])
        #expect(
            try lines("Ann: One.", "Bob: Two.", "Step 2: mix.", "Ann: Three.", "Guest 2: Four.") == [
                "Ann: One.", "Bob: Two. Step 2: mix.", "Ann: Three.", "Guest 2: Four.",
            ])
    }

    @Test(arguments: [
        "Dr. O'Neil-Smith", "Speaker 1", "SPEAKER_00", "J.R. 2", "Анна", "田中さん", "Zoë", "speaker 0",
    ])
    func namesMayBeWrittenInManyWays(name: String) throws {
        #expect(
            try lines("\(name): One.", "Bo: Two.", "\(name): Three.", "Bo: Four.", "and so on.").prefix(2) == [
                "\(name): One.", "Bo: Two.",
            ])
    }

    @Test func fullWidthColonsNeedNoSpace() throws {
        #expect(try lines("张三：你好。", "李四：再见。") == ["张三: 你好。", "李四: 再见。"])
    }

    @Test func bracketsHoldNamesOrSounds() throws {
        #expect(
            try lines("[Ann] Hello.", "[Bob] Good day.", "[Ann] Well.", "[Music] There it is.", "[Bob] Yes.") == [
                "Ann: Hello.", "Bob: Good day.", "Ann: Well. [Music] There it is.", "Bob: Yes.",
            ])
        #expect(
            try lines("[Music]", "[Applause] Thank you.", "[Applause] Thank you all.") == [
                "?: [Music] [Applause] Thank you.", "?: [Applause] Thank you all.",
            ])
    }

    @Test func arrowsAndDashesMarkOtherVoices() throws {
        #expect(
            try lines(">> Yes", ">> No", ">> ANN: Well", ">> ANN: Then") == [
                "?: Yes", "?: No", "ANN: Well", "ANN: Then",
            ])
        #expect(try lines("- Yes\n- No", "- Well") == ["?: Yes", "?: No", "?: Well"])
        #expect(try lines("-Oui\n-Non", "-5 degrees") == ["?: Oui", "?: Non -5 degrees"])
        #expect(try lines("Minus\n-5 degrees") == ["?: Minus -5 degrees"])
    }

    @Test func twoPeopleMaySpeakInACue() throws {
        #expect(
            try lines("Ann: Yes?\nBob: No.", "Ann:\nWell then.", "Bob: So be it.") == [
                "Ann: Yes?", "Bob: No.", "Ann: Well then.", "Bob: So be it.",
            ])
    }
}
