using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Promises;
using AccessReview.App.Store;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Imports;

public sealed record ImportTurn(bool IsDone);

/// <summary>Applies the next pages of an import. After a crash it can start again, because lines that were applied before count as unchanged.</summary>
public sealed partial class ApplyImportedLines(
    ImportStore imports, AppImports apps, DirectoryStore directory, IConcernedTasks tasks, PromiseStore promises, IOptions<DirectoryForms> forms, TimeProvider time, ILogger<ApplyImportedLines> logger)
{
    // Takes a few seconds. It is what a crash repeats, and how often the progress is updated.
    private const int PagesAtOnce = 8;

    [Function(nameof(ApplyImportedLines))]
    public Task<ImportTurn> RunAsync([ActivityTrigger] ImportOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        // The import has one of these promises; which one, its state says.
        return promises.WatchAsync(
            PromiseKind.Import, input.Import, () => promises.WatchAsync(PromiseKind.ImportCheck, input.Import, () => ApplyAsync(client, input, cancellationToken)));
    }

    private async Task<ImportTurn> ApplyAsync(DurableTaskClient client, ImportOf input, CancellationToken cancellationToken)
    {
        var stored = await imports.LoadAsync(input.Import, cancellationToken) ?? throw new InvalidOperationException($"There is no import {input.Import}.");
        var state = stored.Value;
        // Cancelled while it waited for this attempt.
        if (state.Progress == ImportProgress.Failed)
            return new ImportTurn(true);
        await directory.NoteSpellingsAsync(cancellationToken);
        for (var pages = 0; pages < PagesAtOnce && state.Stage != ImportStage.Done; pages++)
            state = await AdvanceAsync(state, cancellationToken);

        if (state.Stage == ImportStage.Done && state.Progress == ImportProgress.Running)
            state = state with { Progress = ImportProgress.Completed, EndedAt = state.EndedAt ?? time.GetUtcNow() };
        await imports.SaveAsync(state, stored.ETag, cancellationToken);
        if (state.Progress != ImportProgress.Completed)
            return new ImportTurn(false);

        await imports.CleanUpAsync(state, cancellationToken);
        await promises.KeepAsync(state.Promised, state.Id, cancellationToken);
        var sum = ImportSum.Of(state);
        if (state.IsDryRun)
        {
            Log.Checked(logger, state.Id, sum.Lines, sum.New, sum.Changed, sum.Unchanged, sum.Refused, sum.NotRead);
            return new ImportTurn(true);
        }

        Log.Completed(logger, state.Id, sum.Lines, sum.New, sum.Changed, sum.Unchanged, sum.Refused, sum.NotRead);
        if (state.LacksAdmin)
            Log.NoAdmin(logger, state.Id);
        // Not after each page, because a later line may give a user a new manager.
        await tasks.VisitAsync(client, cancellationToken);
        return new ImportTurn(true);
    }

    private async Task<ImportState> AdvanceAsync(ImportState state, CancellationToken cancellationToken)
    {
        if (state.Stage == ImportStage.Missing)
            return await new MissingAccess(directory, imports, time).AdvanceAsync(state, cancellationToken);
        var file = state.Files.FirstOrDefault(file => file.File == ImportStages.FileOf(state.Stage));
        if (file is null)
            return Next(state);

        if (state.Page >= file.Pages)
        {
            var next = Next(state);
            return state.Stage == ImportStage.Users ? await EndUsersAsync(state, next, file, cancellationToken) : next;
        }

        var lines = await imports.ReadPageAsync(state, file.File, state.Page, cancellationToken);
        var outcome = await ApplyAsync(state, () => ApplyOnceAsync(state, lines, cancellationToken), cancellationToken);
        await apps.NoteAsync(state, lines, cancellationToken);
        return await CountAsync(state with { Page = state.Page + 1 }, state.Stage, file, outcome, cancellationToken);
    }

    // Files of accounts are new: without one the import takes as many turns as its history says, also if an earlier build began it.
    private static ImportState Next(ImportState state)
    {
        var isLast = state.Stage == ImportStage.Accounts || (state.Stage == ImportStage.Grants && state.Files.All(file => file.File != ImportedFile.Accounts));
        return state with { Stage = !isLast ? state.Stage + 1 : state.Endings.Count > 0 ? ImportStage.Missing : ImportStage.Done, Page = 0 };
    }

    /// <summary>All users have been read, so that rules about the whole file can be checked.</summary>
    private async Task<ImportState> EndUsersAsync(ImportState state, ImportState next, ImportedFileState file, CancellationToken cancellationToken)
    {
        var outcome = await ApplyAsync(state, () => new WaitingUsers(TargetOf(state), imports, RunOf(state)).ApplyAsync(cancellationToken), cancellationToken);
        var counted = await CountAsync(next, state.Stage, file, outcome, cancellationToken);
        return counted with { LacksAdmin = (await TargetOf(state).ActiveAdminsAsync(cancellationToken)).Count == 0 };
    }

    private async Task<ImportState> CountAsync(ImportState next, ImportStage stage, ImportedFileState file, PageOutcome outcome, CancellationToken cancellationToken)
    {
        await imports.StoreProblemsAsync(next.Id, stage, outcome.Problems, cancellationToken);
        await imports.NoteSeenAsync(next.Id, outcome.Seen, cancellationToken);
        return next with { Files = [.. next.Files.Select(other => other.File == file.File ? file.With(outcome) : other)] };
    }

    private Task<PageOutcome> ApplyAsync(ImportState state, Func<Task<PageOutcome>> apply, CancellationToken cancellationToken) => Contention.RetryAsync(
        async tries =>
        {
            if (tries > 0)
                Log.ChangedMeanwhile(logger, state.Id, state.Stage, state.Page, tries);
            return Contention.Done(await apply());
        },
        cancellationToken);

    private Task<PageOutcome> ApplyOnceAsync(ImportState state, IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken) => state.Stage switch
    {
        ImportStage.Users => new UserLines(TargetOf(state), imports, RunOf(state)).ApplyAsync(lines, cancellationToken),
        ImportStage.References => new UserLines(TargetOf(state), imports, RunOf(state)).ApplyReferencesAsync(lines, cancellationToken),
        ImportStage.Apps => new CatalogLines(TargetOf(state), RunOf(state)).ApplyAppsAsync(lines, cancellationToken),
        ImportStage.Entitlements => new CatalogLines(TargetOf(state), RunOf(state)).ApplyEntitlementsAsync(lines, cancellationToken),
        ImportStage.Grants => new GrantLines(TargetOf(state), RunOf(state)).ApplyAsync(lines, cancellationToken),
        ImportStage.Accounts => new AccountLines(TargetOf(state), RunOf(state)).ApplyAsync(lines, cancellationToken),
        ImportStage.Done or ImportStage.Missing => throw new InvalidOperationException("Nothing is left to apply."),
    };

    private ImportTarget TargetOf(ImportState state) => state.IsDryRun ? new DryRunTarget(directory, imports, state.Id) : new ImportTarget(directory);

    private ImportRun RunOf(ImportState state) => new(state.Id, state.StartedAt, forms.Value) { IsDryRun = state.IsDryRun, CompleteFor = state.Endings.Select(ending => ending.App).ToHashSet() };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Import {Import} completed: {Lines} lines, {New} new, {Changed} changed, {Unchanged} unchanged, {Refused} refused, {NotRead} not read")]
        public static partial void Completed(ILogger logger, string import, int lines, int @new, int changed, int unchanged, int refused, int notRead);

        [LoggerMessage(LogLevel.Information, "Import {Import} checked: {Lines} lines, {New} new, {Changed} changed, {Unchanged} unchanged, {Refused} refused, {NotRead} not read")]
        public static partial void Checked(ILogger logger, string import, int lines, int @new, int changed, int unchanged, int refused, int notRead);

        [LoggerMessage(LogLevel.Warning, "Import {Import} left no active administrator: give a person the role admin in users.csv, or add an id to Directory:Admins")]
        public static partial void NoAdmin(ILogger logger, string import);

        [LoggerMessage(LogLevel.Information, "Another write changed rows of import {Import}, {Stage}, page {Page}; attempt {Attempt} started")]
        public static partial void ChangedMeanwhile(ILogger logger, string import, ImportStage stage, int page, int attempt);
    }
}
