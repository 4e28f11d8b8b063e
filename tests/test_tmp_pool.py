import asyncio, time, httpx, pytest
from tests.fakes.rasa_server import RasaServer
from tests.integration.gateway.house import Visitor, running, settings_for
from tests.database import migrated_database, server as pg
async def test_pool(tmp_path):
    with pg() as s, migrated_database(s) as url, RasaServer() as rasa:
        settings=settings_for(tmp_path,url,rasa)
        with running(settings) as g:
            async with httpx.AsyncClient(base_url=g,timeout=60,limits=httpx.Limits(max_connections=200)) as http:
                vs=[await Visitor.arrive(http) for _ in range(60)]
                rasa.delay=8
                t=time.time()
                async def one(v):
                    t=time.time(); r=await v.post({"text":"x"}); return r.status_code, round(time.time()-t,1)
                res=await asyncio.gather(*(one(v) for v in vs))
                print(sorted(res)[-5:], time.time()-t)
                t=time.time(); r=await vs[0].get(); print("read", r.status_code, time.time()-t)
