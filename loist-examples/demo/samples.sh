#!/bin/sh
# Makes the sample audio in src/main/resources/samples anew: sines and noise, tagged and with pictures, all made here.
# Needs ffmpeg and flac (metaflac). Nobody needs to run it: the samples are committed.
set -eu
out=$(cd "$(dirname "$0")" && pwd)/src/main/resources/samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ff() { ffmpeg -nostdin -hide_banner -loglevel error -y -bitexact "$@"; }

# sound FILE SECONDS CHANNELS RATE EXPRESSION
sound() { ff -f lavfi -i "aevalsrc=exprs=$5:s=$4:d=$2" -ac "$3" -c:a pcm_s16le "$work/$1"; }
# picture FILE SIZE COLOURS
picture() { ff -f lavfi -i "gradients=s=$2:n=3:c0=$3:x0=0:y0=0:x1=300:y1=300:seed=7" -frames:v 1 "$work/$1"; }

sound bells.wav 4 2 44100 '0.4*sin(2*PI*440*t)*exp(-t)|0.4*sin(2*PI*554*t)*exp(-t)'
sound pulse.wav 3 2 44100 '0.3*sin(2*PI*220*t)*(0.5+0.5*sin(2*PI*4*t))|0.3*sin(2*PI*330*t)*(0.5+0.5*sin(2*PI*3*t))'
sound hum.wav 2 1 22050 '0.4*sin(2*PI*50*t)+0.2*sin(2*PI*100*t)+0.1*sin(2*PI*150*t)'
sound noise.wav 3 1 44100 '0.05*(random(0)*2-1)'
sound sweep.wav 3 2 48000 '0.3*sin(2*PI*(200+300*t)*t)|0.3*sin(2*PI*(800-200*t)*t)'
picture ice.jpg 300x300 '0x0b3954:c1=0xbfd7ea:c2=0xffffff'
picture signal.png 120x120 '0x2d1e2f:c1=0xf7a072:c2=0xff4d6d'
picture night.png 96x96 '0x03071e:c1=0x370617:c2=0xffba08'
picture amber.jpg 240x240 '0x7f4f24:c1=0xdda15e:c2=0xfefae0'

ff -i "$work/bells.wav" -i "$work/ice.jpg" -map 0:a -map 1:v -c:v copy -metadata:s:v comment='Cover (front)' \
  -c:a libmp3lame -b:a 128k -id3v2_version 4 -metadata title='Jökulljós' -metadata artist='Björk Ólafs Tríó' \
  -metadata album='Norðan við allt' -metadata album_artist='Björk Ólafs Tríó' -metadata genre='Ambient' \
  -metadata date='2021-03-05' -metadata track='3/9' -metadata disc='1/2' -metadata composer='Ólafur Björnsen' \
  -metadata publisher='Loist Tapes' -metadata TSRC='ISXXX2100003' -metadata TBPM='96' "$out/jokulljos.mp3"
ff -i "$work/noise.wav" -map 0:a -c:a libmp3lame -q:a 7 -id3v2_version 3 -write_id3v1 1 -metadata title='P!ng (Pong Edit)' \
  -metadata artist='!?!' -metadata album='...and then?' -metadata genre='Noise' -metadata date='1999' \
  -metadata track='1' "$out/ping.mp3"

ff -i "$work/pulse.wav" -c:a flac -compression_level 8 -metadata title='天使の信号' -metadata artist='東京ノイズ研究会' \
  -metadata album='夜の実験' -metadata genre='電子音楽' -metadata date='2018-11-02' "$work/tenshi.flac"
metaflac --remove-tag=ENCODER --set-tag=TRACKNUMBER=7 --set-tag=TRACKTOTAL=10 --set-tag=GENRE=Electronic --set-tag=LABEL='Loist Tapes' \
  --set-tag=MUSICBRAINZ_ALBUMID=0a5c6f7e-1d2b-4c3a-9e8f-7a6b5c4d3e2f --import-picture-from="3|image/png|||$work/signal.png" "$work/tenshi.flac"
cp "$work/tenshi.flac" "$out/tenshi.flac"
ff -i "$work/sweep.wav" -c:a flac -compression_level 8 -metadata title='Полярная ночь' -metadata album='Север' \
  -metadata date='2009' "$work/polar.flac"
metaflac --remove-tag=ENCODER --set-tag=ARTIST='Северный Шум' --set-tag=ARTIST='Ana Sørlie' --set-tag=GENRE=Drone "$work/polar.flac"
cp "$work/polar.flac" "$out/polyarnaya-noch.flac"

block=$(python3 - "$work/night.png" <<'PY'
import base64, struct, sys
data = open(sys.argv[1], "rb").read()
mime = b"image/png"
print(base64.b64encode(struct.pack(">II", 3, len(mime)) + mime + struct.pack(">IIIIII", 0, 96, 96, 24, 0, len(data)) + data).decode())
PY
)
ff -i "$work/bells.wav" -c:a libvorbis -q:a 2 -metadata title='Crème brûlée à minuit' -metadata artist='Les Éclairs Fantômes' \
  -metadata album='Café électrique' -metadata genre='Chanson' -metadata date='2015-06' -metadata TRACKNUMBER='2' \
  -metadata METADATA_BLOCK_PICTURE="$block" "$out/creme-brulee.ogg"
ff -i "$work/noise.wav" -c:a libvorbis -q:a 0 -metadata title='새벽 전파' -metadata artist='하늘소리' -metadata album='무선' \
  -metadata genre='Ambient' -metadata date='2022' "$out/saebyeok.ogg"

ff -i "$work/sweep.wav" -i "$work/amber.jpg" -map 0:a -map 1:v -c:v copy -disposition:v attached_pic \
  -c:a aac -b:a 96k -movflags +faststart -metadata title='What Was It' -metadata artist='The Whom' \
  -metadata album='This and That' -metadata album_artist='The Whom' -metadata genre='Rock' -metadata date='1967-12-15' \
  -metadata track='5/11' -metadata disc='1/1' -metadata composer='A. Whom' "$out/what-was-it.m4a"
ff -i "$work/pulse.wav" -c:a alac -metadata title='Ήχος του νερού' -metadata artist='Νότες του Αιγαίου' -metadata album='Θάλασσα' \
  -metadata genre='Folk' -metadata date='2011' "$out/ichos.m4a"

ff -i "$work/hum.wav" -c:a pcm_s16le -metadata title='Fifty Hertz' -metadata artist='KV/HZ' -metadata album='Transformer' \
  -metadata genre='Hard Rock' -metadata date='1980' -metadata track='1' "$out/fifty-hertz.wav"
ff -f lavfi -i "sine=f=660:d=1:r=22050" -map_metadata -1 -c:a pcm_s16le "$out/untagged-tone.wav"
ff -i "$work/hum.wav" -i "$work/signal.png" -map 0:a -map 1:v -c:v copy -write_id3v2 1 -id3v2_version 4 -c:a pcm_s16be \
  -metadata:s:v comment='Cover (front)' -metadata title='Kettenöl' -metadata artist='Motörsäge' -metadata album='Häßliche Maschinen' \
  -metadata genre='Metal' -metadata date='1994-02-28' -metadata track='4/8' "$out/kettenol.aiff"

# An ID3 chunk for the WAV beside its INFO chunk, which has no place for pictures or several values
ff -i "$work/hum.wav" -i "$work/amber.jpg" -map 0:a -map 1:v -c:v copy -write_id3v2 1 -id3v2_version 4 -c:a pcm_s16be \
  -metadata:s:v comment='Cover (front)' -metadata title='Fifty Hertz' -metadata artist='KV/HZ' -metadata album='Transformer' \
  -metadata album_artist='KV/HZ' -metadata genre='Hard Rock' -metadata date='1980-07-25' -metadata track='1/10' "$work/id3.aiff"
python3 - "$work/id3.aiff" "$out/fifty-hertz.wav" <<'PY'
import struct, sys
aiff = open(sys.argv[1], "rb").read()
at = 12
while aiff[at:at + 4] != b"ID3 ":
    size = struct.unpack(">I", aiff[at + 4:at + 8])[0]
    at += 8 + size + size % 2
size = struct.unpack(">I", aiff[at + 4:at + 8])[0]
tag = aiff[at + 8:at + 8 + size]
wav = open(sys.argv[2], "rb").read()
wav += b"id3 " + struct.pack("<I", len(tag)) + tag + b"\0" * (len(tag) % 2)
open(sys.argv[2], "wb").write(wav[:4] + struct.pack("<I", len(wav) - 8) + wav[8:])
PY
