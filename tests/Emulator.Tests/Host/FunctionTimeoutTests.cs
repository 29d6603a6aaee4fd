using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace AccessReview.Emulator.Tests.Host;

public sealed class FunctionTimeoutTests
{
    [Fact]
    public async Task A_function_is_told_to_stop_when_its_time_is_over_and_answers_500()
    {
        await using var host = await new HostDriver().With<Endless>().HostJson("""{ "functionTimeout": "00:00:00.0500000" }""").StartAsync();

        using var answer = await host.Http.GetAsync("api/endless");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal(["cancelled"], host.Journal.Lines);
    }

    private sealed class Endless(Journal journal)
    {
        [Function(nameof(Endless))]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            try
            {
                // Never answered: it ends when it is told to.
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
            finally
            {
                journal.Write("cancelled");
            }

            return Results.Ok(request.Path.Value);
        }
    }
}
