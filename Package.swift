// swift-tools-version: 6.1
import PackageDescription

/// Language rules of every target. They require that each file imports what it uses, so the module graph stays acyclic.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Numeric code is 5 to 300 times slower unoptimized, so tests of real models would take an hour.
let numeric: [SwiftSetting] =
    strict + [
        .unsafeFlags(["-O"], .when(configuration: .debug))
    ]

/// The library through which the archive uses SQLite.
let database = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

func systemLibrary(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

func module(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.target(name: name), "TestSupport"] + dependencies,
        swiftSettings: settings)
}

let package = Package(
    name: "whosaid",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "whosaid", targets: ["whosaid"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        systemLibrary("CSndfile", "sndfile", "libsndfile1-dev"),
        systemLibrary("CFFTW", "fftw3f", "libfftw3-dev"),
        systemLibrary("COpenBLAS", "openblas", "libopenblas-dev"),
        systemLibrary("CSoxr", "soxr", "libsoxr-dev"),
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),

        module("FileSystem", ["CKernels"], settings: numeric),
        module("Transcript"),
        module("TensorKit", ["COpenBLAS", "CKernels"], settings: numeric),
        module("AudioIO", ["CSndfile", "CSoxr", "FileSystem"], settings: numeric),
        module("Features", ["CFFTW", "TensorKit"], settings: numeric),
        module("ModelFiles", ["FileSystem"], settings: numeric),
        module("NeuralLayers", ["CKernels", "TensorKit", "ModelFiles"], settings: numeric),
        module(
            "Diarization", ["Features", "NeuralLayers", "ModelFiles", "TensorKit", "Transcript"], settings: numeric),
        module(
            "Recognition", ["CKernels", "NeuralLayers", "ModelFiles", "TensorKit", "Transcript"],
            settings: numeric),
        module("StageCache", ["FileSystem"], settings: numeric),
        module(
            "MeetingPipeline",
            [
                "AudioIO", "Diarization", "Features", "FileSystem", "Recognition", "ModelFiles", "StageCache",
                "TensorKit", "Transcript",
            ], settings: numeric),
        .target(name: "Schemas", path: "Schemas", resources: [.embedInCode("sql"), .embedInCode("json")]),
        module(
            "ArchiveCore",
            ["FileSystem", "Transcript", "Schemas", database, .product(name: "GRDBSQLite", package: "GRDB.swift")]),
        module("ArchiveSearch", ["ArchiveCore", "Transcript", database]),
        module("ArchiveEdits", ["ArchiveCore", "Transcript", database]),
        module("ArchivePeople", ["ArchiveCore", "TensorKit", "Transcript", database]),
        module("JobQueue", ["ArchiveCore", "FileSystem", database]),
        module(
            "RecordingStorage",
            ["ArchiveCore", "ArchiveEdits", "ArchivePeople", "JobQueue", "Transcript", database]),
        module("TranscriptText", ["Transcript"]),
        module("TranscriptExport", ["Transcript", "TranscriptText"]),
        module("TranscriptImport", ["Transcript", "TranscriptText"]),
        module("TranscriptAnalysis", ["Transcript"]),
        module(
            "JobRunner",
            [
                "ArchiveCore", "AudioIO", "FileSystem", "JobQueue", "MeetingPipeline", "ModelFiles", "Recognition",
                "RecordingStorage", "StageCache", "Transcript",
            ]),
        module("Scoring", ["FileSystem", "Transcript", "TranscriptImport", "TranscriptText"], settings: numeric),
        module(
            "Reports",
            [
                "JobRunner", "MeetingPipeline", "Scoring", "StageCache", "Transcript", "TranscriptAnalysis",
                "TranscriptExport", "TranscriptImport", "TranscriptText", "ArchiveCore", "ArchiveSearch",
                "ArchiveEdits", "ArchivePeople", "JobQueue", "RecordingStorage",
            ]),
        .executableTarget(
            name: "whosaid",
            dependencies: [
                "Transcript", "TensorKit", "AudioIO", "FileSystem", "ModelFiles", "Diarization", "Recognition",
                "MeetingPipeline",
                "StageCache", "JobRunner", "TranscriptText", "TranscriptExport", "TranscriptImport",
                "TranscriptAnalysis",
                "ArchiveCore", "ArchiveSearch", "ArchiveEdits", "ArchivePeople", "JobQueue", "RecordingStorage",
                "Scoring", "Reports", "Schemas",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["TensorKit", "Transcript", "TranscriptExport"],
            path: "Tests/TestSupport",
            swiftSettings: numeric),
        tests("Transcript"),
        tests("TensorKit", ["CKernels"], settings: numeric),
        tests("AudioIO", ["CSndfile", "FileSystem"]),
        tests("FileSystem", ["CKernels"]),
        tests("Features", ["TensorKit"], settings: numeric),
        tests("ModelFiles", ["FileSystem"]),
        tests("NeuralLayers", ["TensorKit", "ModelFiles"], settings: numeric),
        tests("Diarization", ["AudioIO", "Features", "ModelFiles", "TensorKit", "Transcript"], settings: numeric),
        tests("Recognition", ["AudioIO", "ModelFiles", "NeuralLayers", "TensorKit", "Transcript"], settings: numeric),
        tests("StageCache"),
        tests(
            "MeetingPipeline",
            [
                "AudioIO", "Features", "FileSystem", "ModelFiles", "Diarization", "Recognition", "StageCache",
                "Transcript",
            ],
            settings: numeric),
        // Most tests of the archive fill it by `save`, which is in RecordingStorage.
        .target(
            name: "ArchiveTestSupport",
            dependencies: ["ArchiveCore", "JobQueue", "TestSupport", "Transcript", database],
            path: "Tests/ArchiveTestSupport", swiftSettings: strict),
        tests(
            "ArchiveCore",
            [
                "ArchiveSearch", "ArchiveTestSupport", "FileSystem", "RecordingStorage", "Transcript", "Schemas",
                database,
            ]),
        tests(
            "ArchiveSearch",
            ["ArchiveTestSupport", "ArchiveCore", "ArchiveEdits", "RecordingStorage", "Transcript", database]),
        tests(
            "ArchiveEdits",
            ["ArchiveTestSupport", "ArchiveCore", "ArchiveSearch", "RecordingStorage", "Transcript", database]),
        tests(
            "ArchivePeople",
            [
                "ArchiveCore", "ArchiveEdits", "ArchiveSearch", "ArchiveTestSupport", "RecordingStorage", "Transcript",
                database,
            ]),
        tests(
            "JobQueue", ["ArchiveTestSupport", "ArchiveCore", "FileSystem", "RecordingStorage", "Transcript", database]),
        tests(
            "RecordingStorage",
            [
                "ArchiveCore", "ArchiveEdits", "ArchivePeople", "ArchiveSearch", "ArchiveTestSupport", "FileSystem",
                "JobQueue", "Transcript", "Schemas", database,
            ]),
        tests("TranscriptText", ["Transcript"]),
        tests("TranscriptExport", ["FileSystem", "Transcript", "TranscriptText", "Schemas"]),
        tests("TranscriptImport", ["Transcript", "TranscriptExport", "TranscriptText"]),
        tests("TranscriptAnalysis", ["Transcript"]),
        tests(
            "JobRunner",
            [
                "ArchiveCore", "AudioIO", "Diarization", "FileSystem", "JobQueue", "MeetingPipeline", "ModelFiles",
                "RecordingStorage", "Transcript", database,
            ]),
        tests("Scoring", ["Transcript", "TranscriptImport", "TranscriptText", "Schemas"], settings: numeric),
        tests(
            "Reports",
            [
                "JobRunner", "MeetingPipeline", "Schemas", "Scoring", "StageCache", "Transcript", "TranscriptAnalysis",
                "TranscriptExport", "TranscriptImport", "TranscriptText", "ArchiveCore", "ArchiveSearch",
                "ArchiveEdits", "ArchivePeople", "JobQueue", "RecordingStorage",
            ]),
        .executableTarget(
            name: "whosaid-fuzz",
            dependencies: [
                "AudioIO", "CSndfile", "Diarization", "MeetingPipeline", "ModelFiles", "Recognition", "Scoring",
                "StageCache", "Transcript", "TranscriptText", "TranscriptExport", "TranscriptImport",
                "TranscriptAnalysis",
                "ArchiveCore", "ArchiveSearch", "ArchiveEdits", "ArchivePeople", "RecordingStorage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), database,
            ],
            path: "Tests/Fuzz", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["whosaid-fuzz", "whosaid", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "WhoSaidTests",
            dependencies: [
                "whosaid", "AudioIO", "FileSystem", "JobRunner", "ModelFiles", "Reports", "Schemas", "StageCache",
                "Transcript",
                "TranscriptText", "TranscriptExport", "TranscriptImport", "ArchiveCore", "ArchiveSearch",
                "ArchiveEdits",
                "ArchivePeople", "JobQueue", "RecordingStorage", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
    ]
)
