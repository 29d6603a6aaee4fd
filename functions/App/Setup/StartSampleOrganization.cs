using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.App.Promises;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AccessReview.App.Setup;

/// <summary>
/// Imports the sample organization into an empty store at the first start if the settings say so.
/// A named folder is imported at every start.
/// </summary>
public sealed partial class StartSampleOrganization(
    DirectoryStore directory,
    ImportIntake intake,
    ImportStore imports,
    PromiseStore promises,
    ConsoleGreeting greeting,
    IOptions<SetUpOptions> options,
    ILogger<StartSampleOrganization> logger)
{
    // The schedule needs some time of the year; only the run at startup matters.
    [Function(nameof(StartSampleOrganization))]
    public async Task RunAsync(
        [TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await greeting.WriteUnlessEmptyAsync(cancellationToken);
        var folder = options.Value.Import;
        if (folder is null && !options.Value.WantsSample)
            return;
        var isEmpty = await directory.IsEmptyAsync(cancellationToken);
        if (folder is null && !isEmpty)
            return;

        var files = CsvFolder.Read(folder);
        foreach (var other in folder is null ? [] : CsvFolder.Others(folder))
            Log.UnknownFile(logger, other);
        if (files.Count == 0)
        {
            Log.NoFiles(logger, folder ?? "");
            return;
        }

        // Accepted at an earlier start, and not applied yet.
        if (isEmpty && (await promises.AllAsync(cancellationToken)).Any(promise => promise.Kind == PromiseKind.SampleOrganization))
            return;
        var id = Guid.CreateVersion7().ToString("N");
        var state = await intake.AcceptAsync(id, null, files, cancellationToken, completeFor: folder is null ? null : CompleteFor.Read(options.Value.CompleteFor));
        if (state.Files.Any(file => file.IsRefused))
            await ReportRefusedAsync(state, cancellationToken);
        if (!isEmpty)
        {
            await intake.StartAsync(client, state, cancellationToken);
            return;
        }

        await promises.MakeAsync(PromiseKind.SampleOrganization, id, cancellationToken);
        await client.StartOnceAsync(nameof(SetUpOrganization), SampleKeeper.InstanceOf(id), new ImportOf(id), cancellationToken);
    }

    private async Task ReportRefusedAsync(ImportState state, CancellationToken cancellationToken)
    {
        await foreach (var (problem, _) in imports.ProblemsAsync(state.Id, null, cancellationToken))
        {
            if (problem.Line == 1 && state.Files.Any(file => file.IsRefused && file.File == problem.File))
                Log.FileRefused(logger, ImportText.NameOf(problem.File), problem.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{File} was not imported: the import accepts users.csv, apps.csv, entitlements.csv, grants.csv and accounts.csv")]
        public static partial void UnknownFile(ILogger logger, string file);

        [LoggerMessage(LogLevel.Warning, "{File}.csv was refused: {Reason}")]
        public static partial void FileRefused(ILogger logger, string file, string reason);

        [LoggerMessage(LogLevel.Warning, "Nothing was imported: {Folder} contains none of users.csv, apps.csv, entitlements.csv, grants.csv and accounts.csv")]
        public static partial void NoFiles(ILogger logger, string folder);
    }
}
