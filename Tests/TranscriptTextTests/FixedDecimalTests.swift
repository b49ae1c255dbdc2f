import Testing

@testable import TranscriptText

@Suite struct FixedDecimalTests {
    @Test(arguments: [
        (0, 3, "0.000"), (1, 3, "1.000"), (12.3456, 3, "12.346"), (0.0005, 3, "0.001"), (0.9996, 3, "1.000"),
        (-1.5, 1, "-1.5"), (-0.0001, 3, "0.000"), (-0.0, 2, "0.00"), (123_456_789.125, 3, "123456789.125"),
        (0.07, 4, "0.0700"), (1e-300, 6, "0.000000"),
    ])
    func numbersHaveFixedDecimals(value: Double, digits: Int, text: String) {
        #expect(FixedDecimal.text(value, digits: digits) == text)
    }
}
