using Microsoft.DurableTask;
using Xunit;

namespace AccessReview.Emulator.Tests.Durable;

/// <summary>Failures that an orchestrator catches.</summary>
public sealed class CaughtFailureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_orchestrator_distinguishes_failures_by_their_types(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        app.Functions.Activity<string, string>("Fails", kind => kind switch
        {
            "state" => throw new InvalidOperationException(kind),
            "range" => throw new ArgumentOutOfRangeException(nameof(kind)),
            "custom" => throw new CustomException(kind),
            _ => $"{kind}",
        });
        app.Functions.Orchestrator("Catches", async context =>
        {
            var caught = new List<string>();
            foreach (var kind in new[] { "state", "range", "none", "custom" })
            {
                try
                {
                    caught.Add(await context.CallActivityAsync<string>("Fails", kind));
                }
                catch (TaskFailedException failed)
                {
                    caught.Add(Base(failed.FailureDetails));
                }
            }

            return caught;
        });

        var ended = await app.RunAsync("Catches");

        Assert.Equal(
            [nameof(InvalidOperationException), nameof(ArgumentException), "none", nameof(Exception)],
            ended.ReadOutputAs<List<string>>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_rethrown_by_each_orchestrator_keeps_its_details(bool isReplayed)
    {
        await using var app = await DurableApp.StartAsync(isReplayed);
        var caught = new List<TaskFailureDetails>();
        app.Functions.Activity<object, int>(
            "Fails", _ => throw new CustomException("first", new InvalidOperationException("second", new FormatException("third"))));
        app.Functions.Orchestrator("Child", context => RethrowAsync(context.CallActivityAsync("Fails")));
        app.Functions.Orchestrator("Parent", context => RethrowAsync(context.CallSubOrchestratorAsync("Child")));

        var ended = await app.RunAsync("Parent");

        string[] original = ["CustomException: first", "InvalidOperationException: second", "FormatException: third"];
        Assert.Equal(original, Chain(caught[0]));
        Assert.Contains("'Fails'", caught[1].ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(original, Chain(caught[1].InnerFailure));
        Assert.Contains("'Child'", ended.FailureDetails?.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Fails'", ended.FailureDetails?.InnerFailure?.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(original, Chain(ended.FailureDetails?.InnerFailure?.InnerFailure));

        async Task RethrowAsync(Task call)
        {
            try
            {
                await call;
            }
            catch (TaskFailedException failed)
            {
                caught.Add(failed.FailureDetails);
                throw;
            }
        }
    }

    private static string Base(TaskFailureDetails failure)
    {
        if (failure.IsCausedBy<InvalidOperationException>())
            return nameof(InvalidOperationException);
        if (failure.IsCausedBy<ArgumentException>())
            return nameof(ArgumentException);
        return failure.IsCausedBy<Exception>() ? nameof(Exception) : failure.ErrorType;
    }

    private static IEnumerable<string> Chain(TaskFailureDetails? failure)
    {
        for (; failure is not null; failure = failure.InnerFailure)
            yield return $"{failure.ErrorType.Split('.')[^1]}: {failure.ErrorMessage}";
    }
}
