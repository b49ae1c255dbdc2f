import ArgumentParser

/// The option of commands that show transcripts.
struct LabelsOption: ParsableArguments {
    @Flag(help: "Speakers as S1, S2 … also where it is known who they are.")
    var labels = false
}
