using AccessReview.App;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

try
{
    await AccessReviewApp.CreateBuilder(args).Build().RunAsync();
    return 0;
}
// The console shows the error and the solution, without a stack trace.
catch (OptionsValidationException refused)
{
    await Console.Error.WriteLineAsync($"The app was not started. {string.Join(' ', refused.Failures)}");
    return 1;
}
