import Testing

@testable import StageCache

@Suite struct RecordEncoderTests {
    private struct Values: Equatable {
        var integers: [Int]
        var doubles: [UInt64]
        var text: String
        var bytes: [UInt8]
        var floats: [UInt32]

        init(from decoder: inout RecordDecoder) throws(StageCacheError) {
            integers = [try decoder.integer(), try decoder.integer(), try decoder.count()]
            doubles = [try decoder.double().bitPattern, try decoder.double().bitPattern]
            text = try decoder.text()
            bytes = try decoder.byteList()
            floats = try decoder.floats().map(\.bitPattern)
            try decoder.finish()
        }

        init(_ integers: [Int], _ doubles: [Double], _ text: String, _ bytes: [UInt8], _ floats: [Float]) {
            self.integers = integers
            self.doubles = doubles.map(\.bitPattern)
            self.text = text
            self.bytes = bytes
            self.floats = floats.map(\.bitPattern)
        }
    }

    private static let integers = [Int.min, -1, 7]
    private static let doubles = [-0.0, Double(nan: 5, signaling: false)]
    private static let text = "naïve 会議\u{0}🎉"
    private static let bytes: [UInt8] = [0, 255, 7]
    private static let floats = [Float.nan, Float(nan: 9, signaling: false), -.infinity, -0.0, .leastNonzeroMagnitude]

    private static let record: RecordEncoder = {
        var record = RecordEncoder()
        for value in integers { record.append(value) }
        for value in doubles { record.append(value) }
        record.append(text)
        record.append(bytes)
        record.append(floats)
        return record
    }()

    @Test func valuesComeBackToTheLastBit() throws {
        var decoder = RecordDecoder(Self.record.bytes)
        let expected = Values(Self.integers, Self.doubles, Self.text, Self.bytes, Self.floats)
        #expect(try Values(from: &decoder) == expected)
    }

    @Test func numbersAreLittleEndian() {
        var record = RecordEncoder()
        record.append(0x0102)
        record.append([Float(1)])
        #expect(record.bytes == [2, 1, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0x80, 0x3f])
    }

    @Test func everyOtherLengthIsRefused() {
        for count in 0..<Self.record.bytes.count {
            var decoder = RecordDecoder(Array(Self.record.bytes.prefix(count)))
            #expect(throws: StageCacheError.malformedRecord) { try Values(from: &decoder) }
        }
        var decoder = RecordDecoder(Self.record.bytes + [0])
        #expect(throws: StageCacheError.malformedRecord) { try Values(from: &decoder) }
    }

    @Test func impossibleCountsAndTextsAreRefused() {
        for count in [-1, Int.min, Int.max, 1 << 61] {
            var record = RecordEncoder()
            record.append(count)
            var (floats, bytes) = (RecordDecoder(record.bytes), RecordDecoder(record.bytes))
            #expect(throws: StageCacheError.malformedRecord) { try floats.floats() }
            #expect(throws: StageCacheError.malformedRecord) { try bytes.byteList() }
        }
        var record = RecordEncoder()
        record.append([0xC3, 0x28] as [UInt8])
        var decoder = RecordDecoder(record.bytes)
        #expect(throws: StageCacheError.malformedRecord) { try decoder.text() }
    }
}
