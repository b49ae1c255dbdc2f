internal import func Foundation.log10
internal import func Foundation.pow

enum Decibels {
    /// Of an energy.
    static func of(_ energy: Float) -> Float { 10 * log10(energy) }

    /// The energy of so many decibels.
    static func power(_ decibels: Float) -> Float { pow(10, decibels / 10) }
}
