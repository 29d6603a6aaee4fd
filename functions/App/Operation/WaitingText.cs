using AccessReview.App.Promises;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Operation;

/// <summary>The texts about pending work and its causes.</summary>
internal static class WaitingText
{
    public static string Name(PromiseKind kind) => kind switch
    {
        PromiseKind.Request => Say($"Open the approval task of a request"),
        PromiseKind.Import => Say($"Apply an import"),
        PromiseKind.ImportCheck => Say($"Check the files of an import"),
        PromiseKind.SampleOrganization => Say($"Open the sample organization's tasks"),
        PromiseKind.IndexRebuild => Say($"Rebuild index"),
        PromiseKind.AuditCheck => Say($"Start audit check"),
        PromiseKind.GrantEnd => Say($"End access that has expired"),
        PromiseKind.DirectoryChange => Say($"Apply a change of the directory to open tasks"),
        PromiseKind.Settling => Say($"Apply the effects of a task"),
        PromiseKind.Campaign => Say($"Continue a campaign"),
        PromiseKind.Timer => Say($"Run a timer"),
    };

    /// <param name="code">A short code, as <see cref="Promises.Cause"/> creates it; null: unknown.</param>
    public static string Cause(string? code) => code switch
    {
        null => Say($"Unknown"),
        Promises.Cause.NotStarted => Say($"Its orchestration was not started."),
        Promises.Cause.Unfinished => Say($"Its orchestration ended before the work was done."),
        Promises.Cause.Stopped => Say($"Its orchestration was terminated."),
        Promises.Cause.NoProgress => Say($"Its orchestration made no progress for two hours."),
        Promises.Cause.Network or Promises.Cause.Timeout or Promises.Cause.Service + "0" => Say($"A service did not answer."),
        Promises.Cause.Storage => Say($"A file could not be read or written."),
        Promises.Cause.NewerVersion => Say($"A newer version wrote it. Deploy that version."),
        _ when code.StartsWith(Promises.Cause.Service, StringComparison.Ordinal) => Say($"A service answered with an error."),
        _ when code.StartsWith(Promises.Cause.Queue, StringComparison.Ordinal) => Say($"The queue did not answer."),
        _ when code.StartsWith(Promises.Cause.Orchestrations, StringComparison.Ordinal) => Say($"The orchestrations did not answer."),
        _ => Say($"An unexpected error. The log has the details."),
    };
}
