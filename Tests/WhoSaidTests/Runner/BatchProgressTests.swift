import JobRunner
import TestSupport
import Testing
import TranscriptText

@testable import whosaid

@Suite struct BatchProgressTests {
    private func step(_ stage: String, _ seconds: Double, _ fraction: Double?) -> JobProgress {
        JobProgress(
            stage: stage, seconds: seconds, durationSeconds: fraction == nil ? nil : 600, fraction: fraction)
    }

    @Test func aSingleRecordingHasOneLineWithStageSpeedAndTimeLeft() {
        var progress = BatchProgress(begun: JobFixtures.date(0))
        progress.expect(1)
        progress.begin(1, path: "/in/talk.wav", at: JobFixtures.date(0))
        #expect(progress.lines(at: JobFixtures.date(0), width: 100) == ["talk.wav [····················] opening"])
        progress.update(1, step("recognition", 300, 0.75))
        let line = "talk.wav [###############·····] recognition 5:00 of 10:00, 15.0 × real time, 0:10 left"
        #expect(progress.lines(at: JobFixtures.date(30), width: 100) == [line])
        #expect(
            progress.sentence(of: 1, at: JobFixtures.date(30))
                == "talk.wav: recognition 5:00 of 10:00, 15.0 × real time, 0:10 left")
        progress.end(1, isClosed: true)
        #expect(progress.lines(at: JobFixtures.date(40), width: 100).isEmpty)
        #expect(progress.sentence(of: 1, at: JobFixtures.date(40)) == nil)
    }

    @Test func aBatchHasALineOfItsOwnAboveThoseOfItsRecordings() {
        var progress = BatchProgress(begun: JobFixtures.date(0))
        progress.expect(4)
        progress.begin(1, path: "/in/a.wav", at: JobFixtures.date(0))
        progress.end(1, isClosed: true)
        for job in [3, 2] as [Int64] { progress.begin(job, path: "/in/\(job).wav", at: JobFixtures.date(10)) }
        progress.update(2, step("listening", 300, 0.5))
        progress.update(3, step("recognition", 100, nil))
        #expect(
            progress.lines(at: JobFixtures.date(30), width: 100) == [
                "batch [#######·············] 1 of 4 recordings, 0:50 left",
                "2.wav [##########··········] listening 5:00 of 10:00, 15.0 × real time, 0:20 left",
                "3.wav [····················] recognition 1:40",
            ])
        // What waits for its next attempt is neither in work nor done.
        progress.end(2, isClosed: false)
        #expect(progress.lines(at: JobFixtures.date(30), width: 100).first?.contains("1 of 4") == true)
    }

    @Test(arguments: [20, 33, 60, 79])
    func noLineIsWiderThanTheTerminal(width: Int) {
        var progress = BatchProgress(begun: JobFixtures.date(0))
        progress.expect(2)
        for (job, name) in [
            (1, String(repeating: "long", count: 30)), (2, String(repeating: "会議", count: 30)), (3, "line\nbreak"),
        ] as [(Int64, String)] {
            progress.begin(job, path: "/in/\(name).wav", at: JobFixtures.date(0))
            progress.update(job, step("listening", 10, 0.1))
        }
        let lines = progress.lines(at: JobFixtures.date(5), width: width)
        #expect(lines.count == 4)
        for line in lines { #expect(TextWidth.columns(line) <= width && !line.contains("\n"), "\(line)") }
    }
}
