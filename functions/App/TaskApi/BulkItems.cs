using AccessReview.App.Http;
using AccessReview.App.Store;

namespace AccessReview.App.TaskApi;

/// <summary>Executes the items of a bulk command. Each has its own result, and a refused one does not stop the others.</summary>
internal static class BulkItems
{
    /// <summary>Items that are executed at the same time.</summary>
    public const int AtOnce = 8;

    /// <summary>A caller who disconnects does not stop it halfway.</summary>
    /// <param name="tasks">The task of each item, as the caller named it.</param>
    /// <param name="executeAsync">Executes the item with this index.</param>
    public static async Task<IReadOnlyList<BulkDecisionResult>> ExecuteAsync(
        IReadOnlyList<string> tasks, Func<int, CancellationToken, Task<BulkDecisionResult>> executeAsync)
    {
        var results = new BulkDecisionResult[tasks.Count];
        await Parallel.ForAsync(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (index, stop) =>
            results[index] = await ExecuteAsync(tasks[index], () => executeAsync(index, stop)));
        return results;
    }

    private static async Task<BulkDecisionResult> ExecuteAsync(string task, Func<Task<BulkDecisionResult>> executeAsync)
    {
        try
        {
            return await executeAsync();
        }
        catch (ProblemException problem)
        {
            return BulkDecisionResult.Refused(task, problem);
        }
        catch (NewerRowException)
        {
            return BulkDecisionResult.Refused(task, Problems.NewerVersion());
        }
    }
}
