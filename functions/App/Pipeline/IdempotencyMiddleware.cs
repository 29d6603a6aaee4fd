using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Pipeline;

/// <summary>
/// Repeats the response to a caller's Idempotency-Key for 24 hours. A refused request changed nothing, so its key can be used again.
/// A request whose response was lost by a crash, a failure or a disconnect runs again under the same <see cref="OperationId"/>.
/// </summary>
internal sealed class IdempotencyMiddleware(IdempotencyStore answers, KeysAtWork atWork, TimeProvider clock) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http || !EndpointRules.Of(context.FunctionDefinition).IsIdempotent)
        {
            await next(context);
            return;
        }

        if (IdempotencyKey.Of(http.Request) is not { } key)
        {
            http.SetOperation(OperationId.New(clock.GetUtcNow()));
            await next(context);
            return;
        }

        var body = await http.Request.ReadBodyAsync(http.RequestAborted);
        var rowKey = IdempotencyRowKey.Of(http.GetCaller().Id, http.Request, key, body.Span);
        using var turn = await TakeTurnAsync(rowKey, http.RequestAborted);
        switch (await answers.BeginAsync(rowKey, http.RequestAborted))
        {
            case IdempotencyState.Given given:
                context.GetInvocationResult().Value = new ReplayedAnswer(given.Answer);
                return;
            case IdempotencyState.OtherBody:
                throw OtherBody();
            case IdempotencyState.Begun begun:
                http.SetOperation(new OperationId(rowKey.Operation, begun.At, true));
                await RunAsync(context, http, next, begun);
                return;
        }
    }

    /// <summary>Allows one attempt at a time. A second attempt is refused, or waits if the first one's caller has disconnected.</summary>
    private async Task<IDisposable> TakeTurnAsync(IdempotencyRowKey rowKey, CancellationToken caller)
    {
        KeysAtWork.Work work;
        while (!atWork.TryBegin(rowKey, caller, out work))
        {
            if (work.BodyHash != rowKey.BodyHash)
                throw OtherBody();
            if (!work.IsAbandoned)
                throw InProgress();
            await work.Ended.WaitAsync(caller);
        }

        return work;
    }

    private async Task RunAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next, IdempotencyState.Begun begun)
    {
        try
        {
            await next(context);
        }
        catch (ProblemException)
        {
            await answers.FreeAsync(begun);
            throw;
        }

        var result = context.GetInvocationResult();
        if (result.Value is not IResult written)
            return;

        var answer = await IdempotentAnswer.OfAsync(written, http);
        result.Value = answer;
        if (answer.IsSuccess)
            await answers.KeepAsync(begun, answer);
        else
            await answers.FreeAsync(begun);
    }

    private static ProblemException OtherBody() =>
        new(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was already used with another body.");

    private static ProblemException InProgress() =>
        new(StatusCodes.Status409Conflict, "in_progress", "The first request with this Idempotency-Key is still running.") { RetryAfter = TimeSpan.FromSeconds(1) };
}
