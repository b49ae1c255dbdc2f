/// The numbers that shape diarization, one group for each stage, in the order of the stages.
///
/// They were measured on recordings and are part of the results: who changes one changes what the program prints, and
/// for the stages before clustering has to raise `ResultVersion.listening`. Sizes that follow from a network's
/// weights stand beside that network instead; the numbers of clustering, which a caller may set, are in
/// `ClusteringOptions` and `VBx`.
///
/// A *frame* is a segmentation frame (16.875 ms, see `LocalSegmentation`) unless a name says otherwise.
enum DiarizationConfig {
    /// How a recording is cut up for the networks.
    enum Slabs {
        /// Blocks of the embedding network in a slab: 2 of 32 s. More blocks need less memory, but each computes 2.56 s
        /// of context in addition.
        static let blocksPerSlab = 2
    }

    /// The level at which the VAD gets its samples, see `SpeechLevel`.
    enum VoiceActivity {
        /// Level to which the loudest frames of a quiet recording are raised, in decibels below full scale. Recordings
        /// at a usual level are louder than that and are not changed.
        static let targetDecibels: Float = -24
        /// Percentile of the frames' levels that stands for the level of the voice, 0 ..< 100: 99 finds somebody who
        /// speaks for one second in a minute.
        static let levelPercentile = 99
        /// Largest factor for the samples, at least 1: below that level there is only the noise of the sound card.
        static let maxGain: Float = 100
    }

    /// The segmentation network.
    enum Segmentation {
        /// Windows that are computed together: enough rows for a fast product, few enough to need little memory.
        static let windowsPerBatch = 16
    }

    /// How `PieceFinder` cuts the speech of one voice into pieces.
    enum Pieces {
        /// Share of the windows over a change of voice, summed over the frames around it, that must notice the change,
        /// above 0. Larger means fewer cuts. One window in five is enough: cutting one voice in two costs little,
        /// taking two voices for one costs a turn.
        static let minChangeVotes: Float = 0.2
        /// Largest distance in frames at which windows place the same change (7 frames are 0.12 s).
        static let changeReachFrames = 7
        /// Largest distance in frames between neighbouring votes for the same change.
        static let maxVoteGapFrames = 2
        /// Longest piece in frames (118 frames are 2 s): long enough for a stable voice embedding, short enough that an
        /// unnoticed change of voice spoils little.
        static let maxPieceFrames = 118
        /// Longest run of one voice in frames (1778 frames are 30 s): a longer one is cut here, so that memory stays
        /// bounded.
        static let maxRunFrames = 1778
    }

    /// Voice embeddings of pieces.
    enum Embedding {
        /// Filterbank frames (10 ms) that a block sees beyond its own on each side: 128, 1.28 s, the receptive field of
        /// the network.
        static let contextFrames = 128
        /// Reach of the sliding mean in filterbank frames (10 ms): 500, 5 s each way, the length of the windows on
        /// which the network was trained.
        static let meanReachFrames = 500
        /// Embedding frames (80 ms) without which a piece gets no embedding: one frame alone has no deviation.
        static let minFrames = 2
    }

    /// How windows and pieces together say who talks, see `ActivityReconstruction`.
    enum Reconstruction {
        /// Weight of a piece's own label against the votes of the windows over it, 0.5 ..< 1: the piece decides, the
        /// windows make its speaker more or less certain.
        static let pieceWeight: Float = 0.6
    }
}
