import ModelFiles

extension DoctorCheck {
    /// The models: where they are, and whether every file is the one that the manifest lists.
    static func models(_ options: ModelOptions) -> [DoctorCheck] {
        do {
            let store = try options.store()
            return try store.manifest.models.map { model in
                let problems = try store.problems(id: model.id)
                guard let first = problems.first else {
                    return DoctorCheck("model", .fine("\(model.id) in \(store.directory)"))
                }
                return DoctorCheck("model", .problem("\(first)", .modelUnavailable))
            }
        } catch {
            return [DoctorCheck("models", .problem("\(error)", .modelUnavailable))]
        }
    }
}
