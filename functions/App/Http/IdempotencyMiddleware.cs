using AccessReview.App.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AccessReview.App.Http;

/// <summary>
/// What was answered under a caller's Idempotency-Key is answered again for 24 hours. A refusal or a failure has done
/// nothing and keeps nothing: the key is free again.
/// </summary>
internal sealed class IdempotencyMiddleware(AnswerStore answers) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http
            || !EndpointRules.Of(context.FunctionDefinition).IsIdempotent
            || IdempotencyKey.Of(http.Request) is not { } key)
        {
            await next(context);
            return;
        }

        var body = await http.Request.ReadBodyAsync(http.RequestAborted);
        var place = AnswerPlace.Of(http.GetCaller().Id, http.Request, key, body.Span);
        switch (await answers.BeginAsync(place, http.RequestAborted))
        {
            case AnswerState.Given given:
                context.GetInvocationResult().Value = new ReplayedAnswer(given.Answer);
                return;
            case AnswerState.OtherBody:
                throw new ProblemException(StatusCodes.Status422UnprocessableEntity, "idempotency_key_reused", "This Idempotency-Key was sent with another body.");
            case AnswerState.InProgress:
                throw new ProblemException(StatusCodes.Status409Conflict, "in_progress", "The first request with this Idempotency-Key is still at work.") { RetryAfter = TimeSpan.FromSeconds(1) };
            case AnswerState.Begun begun:
                http.SetOnceKey(place.OnceKey);
                await RunAsync(context, http, next, begun);
                return;
        }
    }

    private async Task RunAsync(FunctionContext context, HttpContext http, FunctionExecutionDelegate next, AnswerState.Begun begun)
    {
        var kept = false;
        try
        {
            await next(context);
            var result = context.GetInvocationResult();
            if (result.Value is IResult written)
            {
                var answer = await KeptAnswer.OfAsync(written, http);
                result.Value = answer;
                kept = answer.IsSuccess && await answers.KeepAsync(begun, answer);
            }
        }
        finally
        {
            if (!kept)
                await answers.FreeAsync(begun);
        }
    }
}
