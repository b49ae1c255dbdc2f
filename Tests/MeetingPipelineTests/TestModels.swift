import ModelFiles
import TestSupport

@testable import MeetingPipeline

/// The models of this folder's tests, read once: tests run side by side, and a copy for each would be gigabytes.
enum TestModels {
    private static let loaded = Result { try MeetingModels(ModelStore(directory: ModelsFolder.path)) }

    static func meeting() throws -> MeetingModels { try loaded.get() }
}
