using Azure;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Directory.Imports;

public sealed record ImportTurn(bool IsDone);

/// <summary>Applies the next pages of an import. It may be cut off anywhere: what was applied before is found unchanged when it begins again.</summary>
public sealed partial class ApplyImportedLines(ImportStore imports, DirectoryStore directory, IConcernedTasks tasks, TimeProvider time, ILogger<ApplyImportedLines> logger)
{
    // Some seconds of work: what a crash repeats, and how often the progress moves.
    private const int PagesAtOnce = 8;
    private const int Attempts = 5;

    [Function(nameof(ApplyImportedLines))]
    public async Task<ImportTurn> RunAsync([ActivityTrigger] ImportOf input, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var stored = await imports.LoadAsync(input.Import, cancellationToken) ?? throw new InvalidOperationException($"There is no import {input.Import}.");
        var state = stored.Value;
        for (var pages = 0; pages < PagesAtOnce && state.Stage != ImportStage.Done; pages++)
            state = await AdvanceAsync(state, cancellationToken);

        if (state.Stage == ImportStage.Done && state.Progress == ImportProgress.Running)
            state = state with { Progress = ImportProgress.Completed, EndedAt = time.GetUtcNow() };
        await imports.SaveAsync(state, stored.ETag, cancellationToken);
        if (state.Progress != ImportProgress.Completed)
            return new ImportTurn(false);

        await imports.DeletePagesAsync(state, cancellationToken);
        Log.Completed(logger, state.Id, state.Files.Sum(file => file.Applied), state.Files.Sum(file => file.Unchanged), state.Files.Sum(file => file.Bad));
        // Not after each page: somebody whose manager has left may get another one further down.
        await tasks.VisitAsync(client, cancellationToken);
        return new ImportTurn(true);
    }

    private async Task<ImportState> AdvanceAsync(ImportState state, CancellationToken cancellationToken)
    {
        var file = state.Files.FirstOrDefault(file => file.File == ImportStages.FileOf(state.Stage));
        if (file is null || state.Page >= file.Pages)
            return state with { Stage = state.Stage + 1, Page = 0 };

        var lines = await imports.ReadPageAsync(state.Id, file.File, state.Page, cancellationToken);
        var outcome = await ApplyAsync(state, lines, cancellationToken);
        await imports.StoreProblemsAsync(state.Id, state.Stage, outcome.Problems, cancellationToken);
        var counted = file with { Applied = file.Applied + outcome.Applied, Unchanged = file.Unchanged + outcome.Unchanged, Bad = file.Bad + outcome.Bad };
        return state with { Page = state.Page + 1, Files = [.. state.Files.Select(other => other.File == file.File ? counted : other)] };
    }

    private async Task<PageOutcome> ApplyAsync(ImportState state, IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyOnceAsync(state, lines, cancellationToken);
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412 && attempt < Attempts)
            {
                Log.ChangedMeanwhile(logger, state.Id, state.Stage, state.Page, attempt);
            }
        }
    }

    private Task<PageOutcome> ApplyOnceAsync(ImportState state, IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken) => state.Stage switch
    {
        ImportStage.Users => new UserLines(directory).ApplyAsync(lines, cancellationToken),
        ImportStage.References => new UserLines(directory).ApplyReferencesAsync(lines, cancellationToken),
        ImportStage.Apps => new CatalogLines(directory).ApplyAppsAsync(lines, cancellationToken),
        ImportStage.Entitlements => new CatalogLines(directory).ApplyEntitlementsAsync(lines, cancellationToken),
        ImportStage.Grants => new GrantLines(directory).ApplyAsync(lines, state.StartedAt, cancellationToken),
        ImportStage.Done => throw new InvalidOperationException("Nothing is left to apply."),
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import} is complete: {Applied} lines applied, {Unchanged} unchanged, {Bad} bad")]
        public static partial void Completed(ILogger logger, string import, int applied, int unchanged, int bad);

        [LoggerMessage(Level = LogLevel.Information, Message = "Import {Import}, {Stage}, page {Page}: rows changed meanwhile, attempt {Attempt}")]
        public static partial void ChangedMeanwhile(ILogger logger, string import, ImportStage stage, int page, int attempt);
    }
}
