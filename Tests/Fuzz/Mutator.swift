/// Makes hostile inputs of valid ones. An input depends on seed, target and round alone, so that any can be made again.
struct Mutator {
    let seed: UInt64
    let target: String
    let corpus: [[UInt8]]
    let tokens: [[UInt8]]
    /// Whether inputs are JSON, so that most changes are those of whole values.
    let isJSON: Bool
    /// Makes checks of the format hold that hide what is behind them, for example a length of a header.
    let repair: (@Sendable ([UInt8]) -> [UInt8])?

    /// Inputs are no longer, in bytes.
    private static let longest = 1 << 18

    /// The input of a round, from 0. The first rounds give the corpus as it is.
    func input(round: Int) -> [UInt8] {
        if round < corpus.count { return corpus[round] }
        var random = SplitMix(seed: seed &+ Self.hash(target) ^ UInt64(round) &* 0x9E37_79B9_7F4A_7C15)
        var bytes = random.element(of: corpus) ?? []
        // Mostly few changes: a file that is wrong everywhere is refused at its first byte.
        for _ in 0..<(1 << random.below(4)) {
            if isJSON && random.below(8) > 0 {
                JSONTokens.replaceOne(in: &bytes, &random)
            } else {
                change(&bytes, &random)
            }
        }
        bytes = Array(bytes.prefix(Self.longest))
        return random.below(4) == 0 ? bytes : repair?(bytes) ?? bytes
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        // The beginnings of files decide more than the rest.
        let place = random.below(min(bytes.count, random.below(2) == 0 ? 96 : bytes.count) + 1)
        switch random.below(12) {
        case 0:
            guard place < bytes.count else { return }
            bytes[place] ^= 1 << UInt8(random.below(8))
        case 1:
            guard place < bytes.count else { return }
            bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 2: putNumber(at: place, &bytes, &random)
        case 3: putNumber(at: placeBehindToken(in: bytes, &random) ?? place, &bytes, &random)
        case 4: bytes.removeSubrange(span(from: place, of: bytes, &random))
        case 5: bytes.insert(contentsOf: bytes[span(from: place, of: bytes, &random)], at: place)
        case 6:
            let other = random.element(of: corpus) ?? []
            bytes.insert(contentsOf: other[span(from: random.below(other.count + 1), of: other, &random)], at: place)
        case 7:
            let other = random.element(of: corpus) ?? []
            bytes = Array(bytes.prefix(place) + other.dropFirst(random.below(other.count + 1)))
        case 8:
            guard random.below(4) == 0 else { return replaceNumberText(&bytes, &random) }
            bytes.removeLast(bytes.count - place)
        case 9: bytes.insert(contentsOf: random.element(of: tokens) ?? [], at: place)
        case 10:
            let token = random.element(of: tokens) ?? []
            bytes.replaceSubrange(place..<min(bytes.count, place + token.count), with: token)
        default: replaceNumberText(&bytes, &random)
        }
    }

    /// Bytes from a place on, seldom many.
    private func span(from place: Int, of bytes: [UInt8], _ random: inout SplitMix) -> Range<Int> {
        place..<min(bytes.count, place + 1 + random.below(1 << random.below(11)))
    }

    /// Puts a number at which arithmetic goes wrong, in either order of bytes.
    private func putNumber(at place: Int, _ bytes: inout [UInt8], _ random: inout SplitMix) {
        // Fields of headers mostly stand at multiples of four, and those of 64 bits are the least often checked.
        let place = random.below(4) == 0 ? place : place & ~3
        let width = random.element(of: [1, 2, 4, 4, 8, 8, 8]) ?? 8
        let signedMax = UInt64(1) << UInt64(8 * width - 1) &- 1
        let bases = [signedMax, signedMax, .max, 0, UInt64(bytes.count), 1 << UInt64(random.below(64))]
        let distances: [UInt64] = [0, 0, 1, 7, 15, 127, 1 << UInt64(random.below(16))]
        let distance = random.element(of: distances) ?? 0
        let base = random.element(of: bases) ?? 0
        let value = random.below(4) == 0 ? base &+ distance : base &- distance
        let little = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        let chosen = random.below(2) == 0 ? little : little.reversed()
        bytes.replaceSubrange(place..<min(bytes.count, place + width), with: chosen)
    }

    /// A little behind a place where a token stands: in most containers the length of a part follows its name.
    private func placeBehindToken(in bytes: [UInt8], _ random: inout SplitMix) -> Int? {
        guard let token = random.element(of: tokens), !token.isEmpty, token.count <= bytes.count,
            let start = (0...bytes.count - token.count).first(where: { bytes[$0...].starts(with: token) })
        else { return nil }
        return min(bytes.count, start + token.count + (random.element(of: [0, 0, 4, 8, 12, 16]) ?? 0))
    }

    static let numbers = [
        "0", "-1", "1e300", "-1e300", "1e-300", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "18446744073709551615", "2147483648", "4294967296", "1e18", "9.3e18", "1e19", "0.1", "-0", "1e999", "nan",
        "inf",
        "NaN", "Infinity", "null", "true", "\"\"", "[]", "{}", "1000000000", "999999999999999999999999999999", "1e9",
        "100000", "65536", "٣", "1,5", "00", "+1", ".", "-", "\"1\"", "0x10", "9007199254740993", "999999.9999999",
    ].map { Array($0.utf8) }

    /// Puts another number in the place of one that is written in digits.
    private func replaceNumberText(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let start = random.below(bytes.count + 1)
        guard let first = bytes[start...].firstIndex(where: Self.isDigit) else { return }
        let end = bytes[first...].firstIndex { !Self.isDigit($0) && $0 != UInt8(ascii: ".") } ?? bytes.count
        bytes.replaceSubrange(first..<end, with: random.element(of: Self.numbers) ?? [])
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// FNV-1a: Swift's own hash differs between processes.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<bound; 0 for a bound of 0.
    mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func element<Element>(of elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[below(elements.count)]
    }
}
