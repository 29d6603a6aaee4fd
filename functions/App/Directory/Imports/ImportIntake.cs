using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using Azure;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Directory.Imports;

/// <summary>Takes an import in: reads its lines, stores the good ones in pages and starts the orchestration that applies them.</summary>
public sealed class ImportIntake(ImportStore imports, TimeProvider time)
{
    // A line has to fit into the binary of one row, where a character takes up to six bytes.
    private const int LongestLine = 8 * 1024;

    private static readonly OrchestrationRuntimeStatus[] AnyStatus = Enum.GetValues<OrchestrationRuntimeStatus>();

    /// <param name="id">The import; taken in before, it is only started again.</param>
    /// <param name="startedBy">Who sent it.</param>
    /// <param name="files">Each file's lines, as they are read.</param>
    internal async Task<ImportState> TakeInAsync(string id, UserId? startedBy, IEnumerable<(ImportedFile File, IEnumerable<RawLine> Lines)> files, CancellationToken cancellationToken)
    {
        if (await imports.LoadAsync(id, cancellationToken) is { } known)
            return known.Value;

        var state = new ImportState { Id = id, StartedBy = startedBy, StartedAt = time.GetUtcNow() };
        foreach (var (file, lines) in files)
            state = state with { Files = [.. state.Files, await StoreAsync(id, file, lines, cancellationToken)] };
        // From here on the caller's cancellation no longer matters.
        await imports.ListAsync(state, CancellationToken.None);
        try
        {
            await imports.SaveAsync(state, null, CancellationToken.None);
            return state;
        }
        catch (RequestFailedException taken) when (taken.Status == 409 || taken.Status == 412)
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

    private async Task<ImportedFileState> StoreAsync(string id, ImportedFile file, IEnumerable<RawLine> lines, CancellationToken cancellationToken)
    {
        var problems = new List<ImportProblem>();
        var (good, bad) = (0, 0);
        var pages = await imports.StoreLinesAsync(id, file, Good(), cancellationToken);
        await imports.StoreProblemsAsync(id, ImportStage.Users, problems, cancellationToken);
        return new ImportedFileState(file, good + bad, 0, 0, bad, pages);

        IEnumerable<ImportedLine> Good()
        {
            var seen = new Dictionary<UInt128, int>();
            foreach (var line in lines)
            {
                if (WrongWith(file, line, seen) is { } reason)
                {
                    problems.Add(new(file, line.Number, reason));
                    bad += line.IsHeader ? 0 : 1;
                    continue;
                }

                good++;
                yield return new(line.Number, line.Values!); // Not null where nothing is wrong.
            }
        }
    }

    private static string? WrongWith(ImportedFile file, RawLine line, Dictionary<UInt128, int> seen)
    {
        if (line.Values is not { } values)
            return line.Problem ?? "It cannot be read.";
        if (values.Sum(value => value.Key.Length + value.Value.Length) > LongestLine)
            return "The line is too long.";
        var key = KeyOf(file, values);
        return seen.TryAdd(key, line.Number)
            ? null
            : $"Line {seen[key]} has the same {string.Join(" and ", ImportedColumns.KeyOf(file))}; the first one counts.";
    }

    private static UInt128 KeyOf(ImportedFile file, IReadOnlyDictionary<string, string> values)
    {
        var key = JsonSerializer.Serialize(ImportedColumns.KeyOf(file).Select(column => values.GetValueOrDefault(column, "")), RowJson.Options);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
