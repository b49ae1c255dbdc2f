public import ArchivePeople
import Transcript
public import TranscriptText

/// People in the shapes of `people.schema.json` and `suggestions.schema.json`.
public enum PeopleDocument {
    /// People without their speakers.
    public static func value(_ people: [PersonSummary]) -> JSONValue { document(people.map { .object(members($0)) }) }

    /// One person with speakers, sample files and excerpts.
    public static func value(_ person: PersonDetails) -> JSONValue {
        document([
            .object(
                members(person.summary) + [
                    ("speakers", .array(person.speakers.map(speaker))),
                    ("sample_files", .array(person.sampleFiles.map(JSONValue.string))),
                    ("excerpts", .array(person.excerpts.map(excerpt))),
                ])
        ])
    }

    /// Voices with the people that they may belong to.
    public static func value(_ suggestions: [VoiceSuggestion]) -> JSONValue {
        .object([
            ("format", .string("whosaid-suggestions")), ("version", .integer(1)),
            ("suggestions", .array(suggestions.map(suggestion))),
        ])
    }

    private static func document(_ people: [JSONValue]) -> JSONValue {
        .object([("format", .string("whosaid-people")), ("version", .integer(1)), ("people", .array(people))])
    }

    private static func members(_ person: PersonSummary) -> [(name: String, value: JSONValue?)] {
        [
            ("id", .integer(person.id)), ("name", .string(person.name)),
            ("recording_count", .integer(Int64(person.recordingCount))),
            ("speaker_count", .integer(Int64(person.speakerCount))),
            ("automatic_count", .integer(Int64(person.automaticCount))),
            ("sample_count", .integer(Int64(person.sampleCount))),
            ("profile_seconds", .seconds(person.profileSeconds)),
        ]
    }

    private static func speaker(_ speaker: PersonSpeaker) -> JSONValue {
        .object([
            ("recording_id", .integer(speaker.recordingID)), ("path", .string(speaker.path)),
            ("label", .string(speaker.label)), ("clean_seconds", .seconds(speaker.cleanSeconds)),
            ("automatic", .bool(speaker.isAutomatic)), ("score", speaker.score.map(JSONValue.share) ?? .null),
            ("decision", .integer(speaker.eventID)),
        ])
    }

    private static func excerpt(_ excerpt: VoiceExcerpt) -> JSONValue {
        .object([
            ("recording_id", .integer(excerpt.recordingID)), ("path", .string(excerpt.path)),
            ("start", .seconds(excerpt.range.start)), ("end", .seconds(excerpt.range.end)),
            ("text", .string(excerpt.text)),
        ])
    }

    private static func suggestion(_ voice: VoiceSuggestion) -> JSONValue {
        .object([
            ("recording_id", .integer(voice.recordingID)), ("path", .string(voice.path)),
            ("label", .string(voice.label)), ("clean_seconds", .seconds(voice.cleanSeconds)),
            (
                "candidates",
                .array(
                    voice.candidates.map {
                        .object([
                            ("person_id", .integer($0.personID)), ("name", .string($0.name)),
                            ("score", .share($0.score)), ("doubt", .string($0.doubt.rawValue)),
                        ])
                    })
            ),
        ])
    }
}
