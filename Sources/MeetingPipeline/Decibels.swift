internal import func Foundation.log10

enum Decibels {
    /// Of an energy.
    static func of(_ energy: Float) -> Float { 10 * log10(energy) }
}
