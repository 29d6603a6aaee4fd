using AccessReview.App.Http;
using AccessReview.Domain.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Tests.Http;

public sealed record SampleThing(string Name);

/// <summary>The behaviour of the sample functions, set by a test.</summary>
public sealed class SampleWork
{
    public int Made { get; private set; }

    /// <summary>The creation waits for this task.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>The operation id of each attempt.</summary>
    public IList<string> Operations { get; } = [];

    /// <summary>Resets the counts.</summary>
    public void Reset()
    {
        (Made, Before) = (0, () => Task.CompletedTask);
        Operations.Clear();
    }

    public async Task<int> MakeAsync(string operation = "")
    {
        Operations.Add(operation);
        await Before();
        return ++Made;
    }
}

/// <summary>Functions without their own behaviour, for tests of what surrounds every function.</summary>
public sealed class SampleFunctions(SampleWork work)
{
    [Function("SampleMake")]
    [Requires(OrganizationAction.Work)]
    [Idempotent]
    public async Task<IResult> MakeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sample/things")] HttpRequest request, CancellationToken cancellationToken)
    {
        var thing = await request.ReadJsonAsync<SampleThing>(cancellationToken);
        if (thing.Name == "forbidden")
            throw Problems.Forbidden();
        var operation = request.HttpContext.GetOperation().Value;
        var number = await work.MakeAsync(operation);
        return ApiResult.Created($"/api/sample/things/{number}", new { number, operation }).WithETag($"{number}");
    }

    [Function("SampleWho")]
    [Requires(OrganizationAction.Work)]
    public IResult Who([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sample/who")] HttpRequest request) =>
        ApiResult.Ok(new { id = request.HttpContext.GetCaller().Id, principal = request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"].ToString() });

    [Function("SampleBreak")]
    [Requires(OrganizationAction.Work)]
    public IResult Break([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sample/break")] HttpRequest request) =>
        throw new InvalidOperationException("the password is swordfish");

    [Function("SampleForm")]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> FormAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sample/form")] HttpRequest request)
    {
        await work.MakeAsync();
        return new SeeOther("/signed-out");
    }

    [Function("SampleUnstated")]
    public IResult Unstated([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sample/unstated")] HttpRequest request) => ApiResult.NoContent();
}
