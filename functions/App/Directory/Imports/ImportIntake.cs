using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using Azure;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.Directory.Imports;

/// <summary>Takes an import in: reads its lines, stores the good ones in pages and starts the orchestration that applies them.</summary>
public sealed class ImportIntake(ImportStore imports, DirectoryStore directory, IOptions<DirectoryForms> forms, TimeProvider time)
{
    private static readonly OrchestrationRuntimeStatus[] AnyStatus = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <param name="id">The import; taken in before, it is only started again.</param>
    /// <param name="startedBy">Who sent it.</param>
    /// <param name="files">Each file's lines, as they are read.</param>
    /// <exception cref="ProblemException">409: nobody would be an administrator afterwards.</exception>
    internal async Task<ImportState> TakeInAsync(string id, UserId? startedBy, IEnumerable<(ImportedFile File, IEnumerable<RawLine> Lines)> files, CancellationToken cancellationToken)
    {
        if (await imports.LoadAsync(id, cancellationToken) is { } known)
            return known.Value;

        var state = new ImportState { Id = id, StartedBy = startedBy, StartedAt = time.GetUtcNow() };
        var people = new FileReading(ImportedFile.Users, forms.Value, directory.IsActiveAdmin);
        foreach (var (file, lines) in files)
        {
            var reading = file == ImportedFile.Users ? people : new FileReading(file, forms.Value, directory.IsActiveAdmin);
            state = state with { Files = [.. state.Files, await StoreAsync(id, reading, lines, cancellationToken)] };
        }

        if (startedBy is not null && people is { HasLines: true, NamesAdmin: false } && (await directory.ActiveAdminsAsync(cancellationToken)).Count == 0)
        {
            await imports.DeletePagesAsync(state, cancellationToken);
            throw Problems.Conflict(
                "no_admin",
                Say($"Nobody would be an administrator."),
                Say($"Nothing was imported. Give somebody who is active the role admin in users.csv, or import the person whose id the setting Directory:Admins names."));
        }

        // From here on the caller's cancellation no longer matters.
        await imports.ListAsync(state, CancellationToken.None);
        try
        {
            await imports.SaveAsync(state, null, CancellationToken.None);
            return state;
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            // The same import was sent twice at once: the first one counts.
            return (await imports.LoadAsync(id, CancellationToken.None))?.Value ?? throw new InvalidOperationException($"Import {id} was neither written nor found.");
        }
    }

    public static async Task StartAsync(DurableTaskClient client, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        try
        {
            var options = new StartOrchestrationOptions($"import-{id}").WithDedupeStatuses(AnyStatus);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(ImportDirectory), new ImportOf(id), options, cancellationToken);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // The same import, sent again.
        }
    }

    private async Task<ImportedFileState> StoreAsync(string id, FileReading reading, IEnumerable<RawLine> lines, CancellationToken cancellationToken)
    {
        var pages = await imports.StoreLinesAsync(id, reading.File, reading.GoodOf(lines), cancellationToken);
        await imports.StoreProblemsAsync(id, ImportStage.Users, reading.Problems, cancellationToken);
        return reading.StateWith(pages);
    }
}
