/// Numbers without a pattern that are the same in every run.
public enum Noise {
    /// `count` values between -scale and scale.
    public static func floats(_ count: Int, seed: UInt64 = 1, scale: Float = 1) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in (Float(generator.next() >> 40) / Float(1 << 23) - 1) * scale }
    }

    /// `count` values between -scale and scale in double precision.
    public static func doubles(_ count: Int, seed: UInt64 = 1, scale: Double = 1) -> [Double] {
        floats(count, seed: seed).map { Double($0) * scale }
    }
}
