using System.Net;
using AccessReview.App.Http;
using Xunit;

namespace AccessReview.App.Tests.Http;

public sealed class IdempotencySpecs(SharedSampleApp shared) : IClassFixture<SharedSampleApp>
{
    private readonly SampleApp _app = shared.App.WithNothingMade();
    private readonly string _key = Guid.NewGuid().ToString();

    [Fact]
    public async Task A_repeated_key_with_the_same_body_gets_the_same_answer()
    {
        var first = await _app.MakeAsync("a", _key);
        var again = await _app.MakeAsync("a", _key);

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.False(first.Headers.Contains("Idempotent-Replay"));
        Assert.Equal((HttpStatusCode.Created, "true"), (again.StatusCode, again.Headers.GetValues("Idempotent-Replay").Single()));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.Location, first.Headers.ETag, first.Content.Headers.ContentType), (again.Headers.Location, again.Headers.ETag, again.Content.Headers.ContentType));
        Assert.Equal(1, _app.Work.Made);
    }

    [Fact]
    public async Task A_repeated_key_with_another_body_gets_422()
    {
        await _app.MakeAsync("a", _key);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _app.MakeAsync("b", _key)).StatusCode);
        Assert.Equal(1, _app.Work.Made);
    }

    [Fact]
    public async Task A_repeated_key_gets_409_with_Retry_After_while_the_first_request_runs()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _app.Work.Before = () =>
        {
            begun.SetResult();
            return end.Task;
        };
        var first = _app.MakeAsync("a", _key);
        await begun.Task;

        var second = await _app.MakeAsync("a", _key);
        end.SetResult();

        Assert.Equal((HttpStatusCode.Conflict, TimeSpan.FromSeconds(1)), (second.StatusCode, second.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.Equal(1, _app.Work.Made);
    }

    [Theory]
    [InlineData(129)]
    [InlineData(0)]
    public async Task A_key_of_invalid_length_gets_400(int length)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.MakeAsync("a", new string('k', length))).StatusCode);
        Assert.Equal(0, _app.Work.Made);
    }

    [Theory]
    [InlineData("k\u0001")]
    [InlineData("k\t1")]
    [InlineData("k\u007f")]
    public async Task A_key_with_control_characters_gets_400(string key)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.MakeAsync("a", key)).StatusCode);
        Assert.Equal(0, _app.Work.Made);
    }

    [Fact]
    public async Task A_key_is_valid_for_one_URL_only()
    {
        await _app.MakeAsync("a", _key);

        using var request = _app.Request(HttpMethod.Post, "/api/sample/things?other=1", _app.AdminToken);
        request.Content = new StringContent("""{"name":"a"}""", System.Text.Encoding.UTF8, "application/json");
        request.Headers.Add(IdempotencyKey.Header, _key);
        using var other = await _app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        Assert.Equal(2, _app.Work.Made);
    }

    [Fact]
    public async Task The_key_of_a_refused_request_can_be_used_again()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await _app.MakeAsync("forbidden", _key)).StatusCode);

        Assert.Equal(HttpStatusCode.Created, (await _app.MakeAsync("a", _key)).StatusCode);
    }

    [Fact]
    public async Task The_key_of_a_failed_request_can_be_used_again_for_the_same_body_only()
    {
        _app.Work.Before = () => throw new InvalidOperationException("It broke.");
        Assert.Equal(HttpStatusCode.InternalServerError, (await _app.MakeAsync("a", _key)).StatusCode);
        _app.Work.Before = () => Task.CompletedTask;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _app.MakeAsync("b", _key)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await _app.MakeAsync("a", _key)).StatusCode);
        Assert.Equal("true", (await _app.MakeAsync("a", _key)).Headers.GetValues("Idempotent-Replay").Single());
    }

    [Fact]
    public async Task Another_body_under_the_same_key_gets_422_while_the_first_request_runs()
    {
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _app.Work.Before = () =>
        {
            begun.SetResult();
            return end.Task;
        };
        var first = _app.MakeAsync("a", _key);
        await begun.Task;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _app.MakeAsync("b", _key)).StatusCode);
        end.SetResult();
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
    }

    [Fact]
    public async Task A_retry_of_a_failed_request_has_the_same_operation_id()
    {
        _app.Work.Before = () => _app.Work.Operations.Count == 1 ? throw new InvalidOperationException("It broke.") : Task.CompletedTask;

        foreach (var (name, key) in new[] { ("a", _key), ("a", _key), ("a", _key + "2"), ("b", _key + "3") })
            await _app.MakeAsync(name, key);

        var operations = _app.Work.Operations;
        Assert.Equal(operations[0], operations[1]);
        Assert.Equal(3, operations.Distinct().Count());
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var app = await SampleApp.StartAsync();
        await app.MakeAsync("a", _key);
        await app.Emulator.Clock.AdvanceAsync(TimeSpan.FromHours(25));

        Assert.False((await app.MakeAsync("a", _key)).Headers.Contains("Idempotent-Replay"));
        Assert.Equal(2, app.Work.Made);
    }

    [Fact]
    public async Task A_request_without_a_key_is_always_new()
    {
        await _app.MakeAsync("a", null);
        await _app.MakeAsync("a", null);

        Assert.Equal(2, _app.Work.Made);
    }
}
