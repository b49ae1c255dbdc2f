/// The classes of the segmentation network: each says which of up to three local speakers talk, at most two at once
/// (Plaquet and Bredin, 2023). In order: nobody, A, B, C, AB, AC, BC.
public enum Powerset {
    /// Number of classes.
    public static let classCount = 7
    /// Local speakers that a window can tell apart.
    public static let speakerCount = 3
    /// Mask of each class: bit k is set where local speaker k talks.
    public static let masks: [UInt8] = [0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110]
}
