extension Unicode.Scalar {
    /// Whether the character belongs to a script that parts no words by spaces: each such character is looked for by
    /// itself. Hangul counts too, because particles are joined to its words.
    ///
    /// The archive keeps texts that were cut by this: a change needs a migration.
    public var isUnspaced: Bool {
        guard value >= 0xE00 else { return false }
        return switch value {
        case 0xE00...0xEFF: true  // Thai, Lao
        case 0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: true  // Myanmar
        case 0x1780...0x17FF: true  // Khmer
        case 0x1950...0x19DF, 0x1A20...0x1AAF, 0xAA80...0xAADF: true  // Tai Le, New Tai Lue, Tai Tham, Tai Viet
        case 0x1B00...0x1B7F, 0xA980...0xA9DF: true  // Balinese, Javanese
        case 0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF: true  // Hangul
        case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x302F, 0x3031...0x3035, 0x3038...0x303C: true  // Han
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true  // Han
        case 0x3041...0x30FA, 0x30FC...0x30FF, 0x31F0...0x31FF, 0x1AFF0...0x1B16F: true  // Kana
        case 0x3100...0x312F, 0x31A0...0x31BF: true  // Bopomofo
        default: false
        }
    }
}
