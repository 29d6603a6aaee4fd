using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.Domain.Directory;
using Azure;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

/// <summary>Accepts an import: reads its lines, stores the good ones in pages, and starts the orchestration that applies them.</summary>
public sealed partial class ImportIntake(
    ImportStore imports, DirectoryStore directory, PromiseStore promises, IOptions<DirectoryForms> forms, TimeProvider time, ILogger<ImportIntake> logger)
{

    /// <param name="id">The import's id. If it was accepted before, it is only started again.</param>
    /// <param name="startedBy">Who sent it; null: the app itself.</param>
    /// <param name="files">Each file's lines, as they are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="isDryRun">The lines are only checked.</param>
    /// <param name="completeFor">The apps of which the files have all access; null: none.</param>
    /// <exception cref="ProblemException">409: no admin would remain. 400: an app is unknown.</exception>
    internal async Task<ImportState> AcceptAsync(string id, UserId? startedBy, IEnumerable<(ImportedFile File, IEnumerable<RawLine> Lines)> files, CancellationToken cancellationToken, bool isDryRun = false, IReadOnlyList<AppId>? completeFor = null)
    {
        if (await imports.LoadAsync(id, cancellationToken) is { } known)
            return known.Value;

        var sent = files.ToList();
        await CompleteFor.CheckAsync(directory, completeFor ?? [], sent.Any(file => file.File == ImportedFile.Apps), cancellationToken);
        var state = new ImportState { Id = id, StartedBy = startedBy, StartedAt = time.GetUtcNow(), IsDryRun = isDryRun, Endings = [.. (completeFor ?? []).Select(app => new AppEnding(app))] };
        if (isDryRun)
            await imports.ListKeptAsync(state, cancellationToken);
        var people = new FileReading(ImportedFile.Users, forms.Value, directory.IsActiveAdmin);
        foreach (var (file, lines) in sent)
        {
            var reading = file == ImportedFile.Users ? people : new FileReading(file, forms.Value, directory.IsActiveAdmin, isComplete: state.Endings.Count > 0 && file is ImportedFile.Grants or ImportedFile.Accounts);
            state = state with { Files = [.. state.Files, await StoreAsync(state, reading, lines, cancellationToken)] };
        }

        if (startedBy is not null && people is { HasLines: true, NamesAdmin: false } && (await directory.ActiveAdminsAsync(cancellationToken)).Count == 0)
        {
            await imports.DeletePagesAsync(state, cancellationToken);
            throw Problems.Conflict(
                "no_admin",
                Say($"The directory would have no administrator."),
                Say($"Nothing was imported. Give an active person the role admin in users.csv, or import the person whose id is in the setting Directory:Admins."));
        }

        return await PromiseAsync(isDryRun ? state with { Received = state.Files } : state, cancellationToken);
    }

    /// <summary>Accepts the lines that a dry run has checked, to import them. Accepting them again returns the same import.</summary>
    /// <param name="check">The dry run's id.</param>
    /// <exception cref="ProblemException">404: there is no such dry run; 409: it has not ended, or its lines are no longer kept.</exception>
    internal async Task<ImportState> AcceptCheckedAsync(string check, UserId startedBy, CancellationToken cancellationToken)
    {
        var id = ImportId.OfChecked(check);
        if (await imports.LoadAsync(id, cancellationToken) is { } known)
            return known.Value;
        if (!ImportId.IsWellFormed(check) || await imports.LoadAsync(check, cancellationToken) is not { Value: { IsDryRun: true } state })
            throw Problems.NotFound();
        if (!CheckedLines.AreKept(state, time.GetUtcNow()))
            throw Problems.Conflict("not_kept", Say($"The checked lines are no longer kept."), Say($"Nothing was imported. Upload the files again."));
        await imports.CopyReceivedProblemsAsync(check, id, cancellationToken);
        return await PromiseAsync(new ImportState { Id = id, StartedBy = startedBy, StartedAt = time.GetUtcNow(), Files = state.Received, LinesOf = check, Endings = [.. state.Endings.Select(ending => new AppEnding(ending.App))] }, cancellationToken);
    }

    private async Task<ImportState> PromiseAsync(ImportState state, CancellationToken cancellationToken)
    {
        await promises.MakeAsync(state.Promised, state.Id, cancellationToken);
        // From here on the caller's cancellation is ignored.
        await imports.ListAsync(state, CancellationToken.None);
        try
        {
            await imports.SaveAsync(state, null, CancellationToken.None);
            return state;
        }
        catch (RequestFailedException taken) when (taken.Status is 409 or 412)
        {
            // The same import was sent twice concurrently: the first one counts.
            return (await imports.LoadAsync(state.Id, CancellationToken.None))?.Value ?? throw new InvalidOperationException($"Import {state.Id} was neither written nor found.");
        }
    }

    /// <summary>Starts an accepted import. It has a promise, so if it cannot be started now, the reconciler starts it.</summary>
    public async Task StartAsync(DurableTaskClient client, ImportState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(state);
        var id = state.Id;
        try
        {
            // An older file must not be applied after a newer one. A dry run applies nothing.
            if (state.IsDryRun || await ImportKeeper.FindBeforeAsync(promises, id, cancellationToken) is null)
                await client.StartOnceAsync(nameof(ImportDirectory), ImportKeeper.InstanceOf(id), new ImportOf(id), cancellationToken);
        }
#pragma warning disable CA1031 // The promise stays, so the reconciler starts it.
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.NotStarted(logger, id, failed);
        }
    }

    private async Task<ImportedFileState> StoreAsync(ImportState state, FileReading reading, IEnumerable<RawLine> lines, CancellationToken cancellationToken)
    {
        var pages = await imports.StoreLinesAsync(state.Id, reading.File, reading.GoodOf(lines), cancellationToken);
        await imports.StoreProblemsAsync(state.Id, ImportStage.Users, reading.Problems, cancellationToken, isReceived: state.IsDryRun);
        return reading.StateWith(pages);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Import {Import} could not be started; the reconciler will start it")]
        public static partial void NotStarted(ILogger logger, string import, Exception failed);
    }
}
