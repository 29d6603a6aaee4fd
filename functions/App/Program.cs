using AccessReview.App;
using Microsoft.Extensions.Hosting;

await AccessReviewApp.CreateBuilder(args).Build().RunAsync();
