/// Which of up to three local speakers talk when, in overlapping windows of ten seconds.
///
/// The same local speaker number in two windows does not mean the same voice: clustering finds out whose each one is.
public struct LocalSegmentation: Sendable {
    /// Frames of a window.
    public static let frameCount = 589
    /// Samples of a window: 10 s at 16 kHz.
    public static let windowSamples = 160_000
    /// Seconds from one frame to the next: 270 samples.
    public static let frameStepSeconds = 0.016875
    /// Seconds from the start of a window to the middle of its first frame: half of the 991 samples that one frame
    /// sees.
    public static let firstFrameSeconds = 0.03096875

    /// Samples from one window to the next.
    public let hopSamples: Int
    /// A mask of local speakers (bit k is set where local speaker k talks) for each frame of each window, window after
    /// window.
    public var masks: [UInt8]

    /// Wraps masks of whole windows.
    public init(hopSamples: Int, masks: [UInt8] = []) {
        self.hopSamples = hopSamples
        self.masks = masks
    }

    /// Number of windows.
    public var windowCount: Int { masks.count / Self.frameCount }

    /// The masks of one window.
    public func window(_ index: Int) -> ArraySlice<UInt8> {
        masks[index * Self.frameCount..<(index + 1) * Self.frameCount]
    }

    /// First frame of a window, counted in frames from the start of the recording.
    static func firstFrame(window: Int, hopSamples: Int) -> Int {
        let seconds = Double(window * hopSamples) / 16_000
        return Int((seconds / frameStepSeconds).rounded(.toNearestOrEven))
    }

    /// Windows that cover `sampleCount` samples: every full one, and a last one padded with zeros where samples remain.
    public static func windowCount(sampleCount: Int, hopSamples: Int) -> Int {
        guard sampleCount > 0 else { return 0 }
        guard sampleCount >= windowSamples else { return 1 }
        let beyond = sampleCount - windowSamples
        return beyond / hopSamples + 1 + (beyond % hopSamples > 0 ? 1 : 0)
    }
}
