import Testing

@testable import TranscriptText

@Suite struct ClockTimeTests {
    @Test(arguments: [
        (0, false, "00:00.0"), (12.34, false, "00:12.3"), (59.96, false, "01:00.0"), (3599, false, "59:59.0"),
        (3723.44, true, "1:02:03.4"), (12.34, true, "0:00:12.3"), (36_000, true, "10:00:00.0"), (-1, false, "00:00.0"),
    ])
    func tenths(seconds: Double, withHours: Bool, text: String) {
        #expect(ClockTime.tenths(seconds, withHours: withHours) == text)
    }

    @Test(arguments: [(0, "00:00:00,000"), (3_723_456, "01:02:03,456"), (360_000_000, "100:00:00,000")])
    func subtitleTimes(milliseconds: Int, text: String) {
        #expect(ClockTime.subtitle(milliseconds: milliseconds, separator: ",") == text)
    }
}
