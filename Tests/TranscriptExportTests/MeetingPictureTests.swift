import Foundation
import TestSupport
import Testing
import Transcript

@testable import TranscriptExport

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct MeetingPictureTests {
    @Test func barsAreWhereSomebodySpeaks() {
        let svg = MeetingPicture.svg(TranscriptFixtures.meeting)
        // 860 units for 20.5 seconds, after 130 for the names.
        #expect(
            svg.contains(
                """
                <rect x="151.0" y="4.0" width="157.3" height="18.0" data-start="0.500" data-end="4.250">\
                <title>S1 00:00.5–00:04.3</title></rect>
                """))
        #expect(svg.matches(of: #/<rect /#).count == 3)
        #expect(svg.contains(">00:20</text>"))
        #expect(MeetingPicture.svg(TranscriptFixtures.meeting) == svg)
    }

    @Test func barsTooCloseToTellApartAreOne() {
        var transcript = TranscriptFixtures.meeting
        transcript.recording.durationSeconds = 36_000
        transcript.speech = (0..<36_000).map {
            SpeechSpan(speaker: 0, range: TimeRange(start: Double($0), end: Double($0) + 0.5))
        }
        transcript.turns = []
        #expect(MeetingPicture.svg(transcript).matches(of: #/<rect /#).count == 1)
    }

    @Test func namesAreCutAndHarmless() throws {
        var transcript = TranscriptFixtures.meeting
        transcript.speakers[0].label = "</text><script>alert('&')</script>"
        let svg = MeetingPicture.svg(transcript)
        #expect(!svg.contains("<script"))
        #expect(svg.contains("<title>&lt;/text&gt;&lt;script&gt;"))
        #expect(svg.contains("&lt;/text&gt;&lt;script&gt;al…</text>"))
    }

    @Test(arguments: 0..<30) func anyTranscriptGivesAnXMLDocument(seed: UInt64) {
        let parser = XMLParser(data: Data(MeetingPicture.svg(TranscriptFixtures.random(seed: seed)).utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    @Test func silenceIsAnAxis() {
        let svg = MeetingPicture.svg(TranscriptFixtures.silence)
        #expect(!svg.contains("<rect"))
        #expect(svg.contains(">00:03</text>"))
    }

    @Test(arguments: [(0.0, 1), (3, 4), (9.9, 10), (10, 6), (60, 7), (3600, 7), (36_000, 6), (1e9, 9)])
    func timesOnTheAxisAreFewAndRound(length: Double, count: Int) {
        let axis = TimeAxis(MeetingOutline(durationSeconds: length, speakers: [], speech: [], turns: []))
        #expect(axis.ticks(atMost: 10).count == count)
        #expect(axis.ticks(atMost: 10).allSatisfy { $0 == $0.rounded() && axis.share($0) <= 1 })
    }
}
